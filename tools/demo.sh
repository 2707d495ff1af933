# The main job on real law: the order of 14 August 2025, asked, explained, followed through time and tested.

say() { printf '\n\033[1m%s\033[0m\n' "$*" | if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then cat; else sed 's/\x1b\[[0-9;]*m//g'; fi; }

# Shows a command as it is typed, then runs it. A ruling is never a failure of the program.
show() {
  printf '$ comity'
  printf ' %q' "$@"
  printf '\n'
  build/release/comity "$@"
}

demo() {
  local stop=(encounter=traffic_stop subject.in_custody=no requester=federal_immigration)

  say "1. A traffic stop, 14 August 2025 at noon: the order of that morning is in force. What may an officer do?"
  show ask dc share_information --at "2025-08-14 12:00" "${stop[@]}"
  show ask dc transport --at "2025-08-14 12:00" "${stop[@]}"
  show ask dc arrest --at "2025-08-14 12:00" "${stop[@]}" grounds=civil_detainer

  say "2. The same stop at nine that evening: the Attorney General has rescinded the order. Could she?"
  show ask dc share_information --at "2025-08-14 21:00" "${stop[@]}"

  say "3. The interview: which facts settle whether to arrest? (answered here by a script: a detainer, and nothing else)"
  printf '$ comity interview dc arrest --at "2025-08-14 12:00"\n'
  printf 'civil_detainer\nno\nno\nno\nno\n' | build/release/comity interview dc arrest --at "2025-08-14 12:00" || true

  say "4. How the law on sharing information came to stand as it does"
  show timeline dc share_information

  say "5. The scenarios beside the law"
  show test dc
}
