# What `cmake --install` puts in place: the program, its man page and completions, the books, and the library for C++.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

# One shared library of the rooms that asking needs; only what include/comity declares is visible.
add_library(comity_shared SHARED ${comity_SOURCE_DIR}/src/api/book.cpp ${comity_SOURCE_DIR}/src/api/case.cpp)
set_target_properties(comity_shared PROPERTIES OUTPUT_NAME comity EXPORT_NAME comity VERSION ${PROJECT_VERSION} SOVERSION ${PROJECT_VERSION_MAJOR})
target_include_directories(comity_shared PUBLIC $<BUILD_INTERFACE:${comity_SOURCE_DIR}/include> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}> PRIVATE src)
target_compile_features(comity_shared PUBLIC cxx_std_23)
target_link_libraries(comity_shared PRIVATE comity_ruling)
target_link_options(comity_shared PRIVATE -Wl,--exclude-libs,ALL)

add_executable(example_ask ${comity_SOURCE_DIR}/examples/ask.cpp)
target_link_libraries(example_ask PRIVATE comity_shared)

set(pages ${CMAKE_BINARY_DIR}/pages)
add_custom_command(TARGET comity POST_BUILD
  COMMAND ${CMAKE_COMMAND} -E make_directory ${pages}
  COMMAND comity man > ${pages}/comity.1
  COMMAND comity completions bash > ${pages}/comity.bash
  COMMAND comity completions zsh > ${pages}/_comity
  COMMAND comity completions fish > ${pages}/comity.fish
  VERBATIM)

install(TARGETS comity RUNTIME)
install(TARGETS comity_shared EXPORT comity LIBRARY)
install(DIRECTORY ${comity_SOURCE_DIR}/include/comity TYPE INCLUDE)
install(DIRECTORY ${comity_SOURCE_DIR}/books DESTINATION ${CMAKE_INSTALL_DATADIR}/comity FILES_MATCHING PATTERN "*.comity")
install(FILES ${pages}/comity.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${pages}/comity.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME comity)
install(FILES ${pages}/_comity DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
install(FILES ${pages}/comity.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
install(EXPORT comity NAMESPACE comity:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/comity FILE comityConfig.cmake)
write_basic_package_version_file(${CMAKE_BINARY_DIR}/comityConfigVersion.cmake COMPATIBILITY SameMajorVersion)
install(FILES ${CMAKE_BINARY_DIR}/comityConfigVersion.cmake DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/comity)
