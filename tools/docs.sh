# The pages of docs/ that are made from the books.

docs() {
  build/release/comity compare --html --at 2026-01-15 >docs/matrix.html
  adoptions >docs/adoption.md
}

# adoption WHAT… : the heading and its introduction are the caller's.
adoption() {
  printf '    comity adopt'
  printf ' %s' "$@"
  printf '\n\n```text\n'
  build/release/comity adopt "$@"
  printf '```\n\n'
}

# The District's police order of 14 August 2025 in three cities, and what each of them enacted, in the District.
adoptions() {
  local order=dc.mpd/eo_25_005@2025-08-14T12:00 day=2026-01-15
  cat <<'PAGE'
# If they adopted each other's law

Made by `./dev docs` from the books. What exactly adopting means is [decision 0022](decisions/0022-adopting.md): the norms keep their words, the adopting authority issues them on 15 January 2026, and its rank decides. A contradiction is a case in which both norms apply and one forbids what the other permits or
requires; that no other norm of the adopting law is contradicted is proved, not sampled. A share counts cases, each part of a fact's range that the law tells apart alike; it is not how often they occur. No legal advice; the books say how sure each wording is.

PAGE
  printf '## The order of the District in Chicago\n\nThe police order EO-25-005, as it stood at noon on 14 August 2025, as an order of the Superintendent: what it permits the ordinance and the State forbid, and both stand above it.\n\n'
  adoption "$order" --into chicago --at "$day"
  printf '## The order of the District in New York City\n\nThe same as an order of the Mayor: below the laws of the Council.\n\n'
  adoption "$order" --into nyc --at "$day"
  printf '## The order of the District in San Francisco\n\nThe same as an order of the Chief of Police, who stands below the Board, as the Board below the State. What the State forbids stays forbidden. What the State allows only where no local law or policy forbids has no rank: there neither prevails in the book, and the proviso of the State would let a local rule that forbids stand.\n\n'
  adoption "$order" --into san_francisco --at "$day"
  printf "## Chicago's ordinance in the District\n\nMunicipal Code 2-173-020 and 2-173-030 as an act of the Council of the District: above the orders of the police, and later than the Council's acts of before.\n\n"
  adoption chicago/chi_2021_020,chi_2021_030 --into dc --as council --at "$day"
  printf "## New York City's local laws in the District\n\nAdministrative Code 9-131, 14-154, 9-205, 10-178 and 4-210 as an act of the Council of the District.\n\n"
  adoption nyc/nyc_9_131,nyc_14_154,nyc_9_205,nyc_10_178,nyc_10_178_e,nyc_4_210 --into dc --as council --at "$day"
  printf "## San Francisco's ordinances in the District\n\nAdministrative Code chapters 12H and 12I in the form of 2016 as an act of the Council of the District.\n\n"
  adoption san_francisco/sf_12h_2,sf_12i_2016 --into dc --as council --at "$day"
}
