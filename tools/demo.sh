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

  say "6. Real cases: 51,920 police stops in Minneapolis in 2017, had the District's orders held there"
  if minneapolis_stops; then
    echo "What the columns mean, as the book says it (books/readings/minneapolis.comity):"
    sed -n '/^reading mpls_stops/,$ s/^/  /p' books/readings/minneapolis.comity
    show check readings.minneapolis
    show replay build/demo/stops.csv --book dc --also readings.minneapolis --reading mpls_stops --action share_information \
      --given requester=federal_immigration --given subject.in_custody=no --at "2025-08-13 12:00" --against "2025-08-14 12:00" --html build/demo/stops.html
    echo "The whole report, by month, with what such numbers cannot show: build/demo/stops.html"
  fi
}

# The stops as CSV, out of the data of Debian's r-cran-cardata: installed, or else fetched and unpacked beside the build, since the package
# itself would bring all of R along.
minneapolis_stops() {
  local folder="$PWD/build/demo" data=/usr/lib/R/site-library/carData/data
  [ ! -s "$folder/stops.csv" ] || return 0
  mkdir -p "$folder"
  if [ ! -d "$data" ]; then
    (cd "$folder" && { apt-get download -qq r-cran-cardata || { $SUDO apt-get update -qq && apt-get download -qq r-cran-cardata; }; } &&
      dpkg-deb -x r-cran-cardata_*.deb package) >/dev/null 2>&1 || true
    data="$folder/package$data"
  fi
  if python3 tools/lazy_data.py "$data" MplsStops >"$folder/stops.part" 2>/dev/null; then
    mv "$folder/stops.part" "$folder/stops.csv"
  else
    echo "left out: Debian's package r-cran-cardata, which holds them, cannot be fetched or read here"
    return 1
  fi
}
