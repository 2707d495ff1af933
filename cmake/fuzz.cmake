# The fuzzers, by clang (the preset `fuzz`): each tests/fuzz/NAME_fuzzer.cpp against the rooms, with libFuzzer, ASan and UBSan.
file(GLOB fuzzers CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/fuzz/*_fuzzer.cpp)
foreach(source ${fuzzers})
  get_filename_component(name ${source} NAME_WE)
  add_executable(${name} ${source})
  target_compile_definitions(${name} PRIVATE COMITY_ROOT="${CMAKE_SOURCE_DIR}")
  target_link_libraries(${name} PRIVATE comity_ruling)
  target_link_options(${name} PRIVATE -fsanitize=fuzzer)
endforeach()
