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
      const nb::module_ names = nb::module_::import_("krach.error");
      const nb::object error_class = names.attr("Error");
      nb::list faults;
      for (const auto& [what, where, hint, mark] : e.faults()) {
        nb::object place = nb::none();
        if (mark.length > 0)
          place = names.attr("Mark")(mark.text, mark.line, mark.column, mark.length);
        faults.append(names.attr("Fault")(what, where, hint, place));
      }
      const nb::object error = error_class("", "", "", faults, e.what());
      PyErr_SetObject(error_class.ptr(), error.ptr());
    }
  });
}
