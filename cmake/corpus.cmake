# The fuzzers' kept inputs as a unit test of every build: each tests/fuzz/NAME_fuzzer.cpp with its entry called NAME_input, since one program has
# one LLVMFuzzerTestOneInput. The search itself needs clang: the preset `fuzz`, cmake/fuzz.cmake.
add_executable(corpus_tests tests/fuzz/corpus_test.cpp)
foreach(name parse check json table)
  target_sources(corpus_tests PRIVATE tests/fuzz/${name}_fuzzer.cpp)
  set_source_files_properties(tests/fuzz/${name}_fuzzer.cpp PROPERTIES COMPILE_DEFINITIONS LLVMFuzzerTestOneInput=${name}_input)
endforeach()
target_compile_definitions(corpus_tests PRIVATE COMITY_ROOT="${CMAKE_SOURCE_DIR}")
target_compile_options(corpus_tests PRIVATE ${COMITY_TEST_OPTIONS})
target_link_libraries(corpus_tests PRIVATE comity_replay comity_ruling GTest::gtest GTest::gtest_main)
target_precompile_headers(corpus_tests REUSE_FROM comity_precompiled_tests)
