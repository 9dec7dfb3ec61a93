// python/bindings/error.cpp: krach::Error becomes krach.Error, with all its faults.
#include "base/error.hpp"

#include "bindings/module.hpp"
#include <nanobind/stl/string.h>

namespace nb = nanobind;

void bind_error(nb::module_&) {
  nb::register_exception_translator([](const std::exception_ptr& thrown, void*) {
    try {
      std::rethrow_exception(thrown);
    } catch (const krach::Error& e) {
      nb::list faults;
      for (const auto& f : e.faults()) faults.append(nb::make_tuple(f.what, f.where, f.hint));
      const nb::object error_class = nb::module_::import_("krach.error").attr("Error");
      const nb::object error = error_class("", "", "", faults);
      PyErr_SetObject(error_class.ptr(), error.ptr());
    }
  });
}
