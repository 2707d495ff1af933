# The pages of docs/ that are made from the books.

docs() {
  build/release/comity compare --html --at 2026-01-15 >docs/matrix.html
}
