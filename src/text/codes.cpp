#include "text/codes.h"

#include <algorithm>
#include <array>

#include "text/codes_case.h"
#include "text/codes_files.h"
#include "text/codes_forms.h"
#include "text/codes_input.h"
#include "text/codes_names.h"
#include "text/codes_norms.h"
#include "text/codes_phrases.h"
#include "text/codes_proof.h"
#include "text/codes_replay.h"
#include "text/codes_syntax.h"
#include "text/codes_time.h"
#include "text/codes_tokens.h"
#include "text/codes_types.h"

namespace comity::text {

namespace {

template <size_t... N>
constexpr auto concatenate(const std::array<Code, N>&... parts) {
  std::array<Code, (N + ...)> all{};
  auto to = all.begin();
  ((to = std::copy(parts.begin(), parts.end(), to)), ...);
  return all;
}

constexpr auto kCodes = concatenate(kFileCodes, kTokenCodes, kSyntaxCodes, kFormCodes, kNameCodes, kTypeCodes, kTimeCodes, kPhraseCodes, kNormCodes, kCaseCodes,
                                    kInputCodes, kProofCodes, kReplayCodes);

constexpr bool by_id(const Code& a, const Code& b) { return a.id < b.id; }
static_assert(std::adjacent_find(kCodes.begin(), kCodes.end(), [](const Code& a, const Code& b) { return !by_id(a, b); }) == kCodes.end(),
              "codes are declared once, in ascending order");

}  // namespace

std::span<const Code> codes() { return kCodes; }

const Code* find_code(std::string_view id) {
  const auto it = std::lower_bound(kCodes.begin(), kCodes.end(), id, [](const Code& code, std::string_view wanted) { return code.id < wanted; });
  return it != kCodes.end() && it->id == id ? &*it : nullptr;
}

}  // namespace comity::text
