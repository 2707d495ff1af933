// `comity completions bash|zsh|fish`: what a shell needs to complete a command line. The scripts know nothing: they ask the program what may
// stand at the cursor, by `comity completions words -- WORD ...` (complete.h).
#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/complete.h"
#include "cli/terminal.h"
#include "text/utf8.h"

namespace comity::cli {

namespace {

// bash parts a word at = and : too, and puts its reply in the place of the last part alone.
constexpr std::string_view kBash = R"(# Completion of comity for bash: source this file.
_comity() {
  local -a words=() found=()
  local i word glued=0 line
  for ((i = 1; i <= COMP_CWORD; i++)); do
    word="${COMP_WORDS[i]}"
    if [[ ${#words[@]} -gt 0 && ($glued = 1 || $word = [=:]*) ]]; then words[-1]+="$word"; else words+=("$word"); fi
    glued=0
    [[ $word = *[=:] ]] && glued=1
  done
  word="${words[-1]}"
  local left="${word%"${word##*[=:]}"}"
  COMPREPLY=()
  while IFS=$'\t' read -r line _; do
    case "$line" in
      //files) compopt -o filenames; mapfile -t found < <(compgen -f -- "${word#"$left"}"); COMPREPLY+=("${found[@]}") ;;
      //folders) compopt -o filenames; mapfile -t found < <(compgen -d -- "${word#"$left"}"); COMPREPLY+=("${found[@]}") ;;
      *=) compopt -o nospace; COMPREPLY+=("${line#"$left"}") ;;
      *) COMPREPLY+=("${line#"$left"}") ;;
    esac
  done < <("$1" completions words -- "${words[@]}" 2>/dev/null)
}
complete -F _comity comity
)";

constexpr std::string_view kZsh = R"(#compdef comity
# Completion of comity for zsh: put this file, named _comity, into a folder of $fpath.
_comity() {
  local -a whole open
  local line word files folders
  for line in "${(@f)$("${(Q)words[1]}" completions words -- "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}"; do
    word="${line%%$'\t'*}"
    line="${word//:/\\:}:${line#*$'\t'}"
    case "$word" in
      '') ;;
      //files) files=1 ;;
      //folders) folders=1 ;;
      *=) open+=("$line") ;;
      *) whole+=("$line") ;;
    esac
  done
  (( $#whole )) && _describe 'word' whole
  (( $#open )) && _describe 'fact' open -S ''
  [[ -n $files ]] && _files
  [[ -n $folders ]] && _files -/
  return 0
}
if [[ $funcstack[1] = _comity ]]; then _comity "$@"; else compdef _comity comity; fi
)";

constexpr std::string_view kFish = R"(# Completion of comity for fish: put this file into ~/.config/fish/completions.
function __comity_words
  set -l before (commandline -opc)
  set -l current (commandline -ct)
  set -l program $before[1]
  set -e before[1]
  for line in ($program completions words -- $before "$current" 2>/dev/null)
    switch $line
      case '//files*'
        __fish_complete_path "$current"
      case '//folders*'
        __fish_complete_directories "$current"
      case '*'
        echo $line
    end
  end
end
complete -c comity -f -a '(__comity_words)'
)";

// One a line, with what it says after a tab; where a path may stand, a line that no word is like.
int tell_words(std::span<const std::string_view> words) {
  const Candidates found = candidates(words);
  for (const Candidate& one : found.words) out(fmt::format("{}\t{}\n", text::printable(one.word), text::printable(one.says)));
  if (found.files) out("//files\t\n");
  if (found.folders) out("//folders\t\n");
  return kDone;
}

int run(const Arguments& arguments) {
  const std::string_view shell = arguments.operands()[0];
  if (shell == "words") return tell_words(std::span(arguments.operands()).subspan(1));
  if (arguments.operands().size() > 1) {
    err("comity completions: one shell at a time\nhelp: bash, zsh and fish are known\n");
    return kUsage;
  }
  if (shell == "bash")
    out(kBash);
  else if (shell == "zsh")
    out(kZsh);
  else if (shell == "fish")
    out(kFish);
  else {
    err(fmt::format("comity completions: no shell {}\nhelp: bash, zsh and fish are known\n", text::quote(shell)));
    return kUsage;
  }
  return kDone;
}

constexpr std::array kExamples = {
    Example{"source <(comity completions bash)", "completes command lines in this shell"},
    Example{"comity completions fish >~/.config/fish/completions/comity.fish", "for all later shells"},
};

}  // namespace

extern const Command kCompletions = {
    .name = "completions",
    .operands = "bash|zsh|fish",
    .summary = "write the completions for a shell",
    .description =
        "Writes a script that lets the shell complete commands, options, books, actions, facts and their words. The script asks the program: `comity "
        "completions words -- WORD ...` writes what may stand in the place of the last word, one a line.",
    .least = 1,
    .most = kAnyNumber,
    .options = {},
    .examples = kExamples,
    .run = run,
    .reads_books = false,
    .writes_json = false,
};

}  // namespace comity::cli
