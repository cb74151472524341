// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/xml/element.h"

#include <QStringList>

namespace wardline::xmpp {

enum class FormType { Form, Submit, Cancel, Result };

/// XEP-0004 3.3. An unknown or absent type reads as TextSingle.
enum class FieldType {
    TextSingle,
    TextMulti,
    TextPrivate,
    Boolean,
    ListSingle,
    ListMulti,
    JidSingle,
    JidMulti,
    Fixed,
    Hidden,
};

struct FormOption {
    QString label;
    QString value;
    bool operator==(const FormOption &) const = default;
};

struct FormField {
    QString var; ///< empty only with Fixed
    QStringList values;
    FieldType type = FieldType::TextSingle;
    QString label;
    bool isRequired = false;
    QList<FormOption> options;

    [[nodiscard]] QString value() const { return values.value(0); }
    bool operator==(const FormField &) const = default;
};

/// A form, a filled-in one or a table of results: https://xmpp.org/extensions/xep-0004.html
struct DataForm {
    static constexpr QStringView kName = u"x";
    static constexpr QStringView kNamespace = u"jabber:x:data";

    FormType type = FormType::Submit;
    QString title;
    QStringList instructions;
    QList<FormField> fields;
    QList<FormField> reported; ///< XEP-0004 3.4: the columns
    QList<QList<FormField>> items; ///< XEP-0004 3.4: the rows

    /// A form to submit, with its hidden FORM_TYPE (XEP-0068).
    [[nodiscard]] static DataForm submit(QStringView formType);
    /// The field with this name, or null.
    [[nodiscard]] const FormField *field(QStringView var) const;
    /// The first value of a field; empty if there is none.
    [[nodiscard]] QString value(QStringView var) const;
    [[nodiscard]] bool isTrue(QStringView var) const;
    [[nodiscard]] QString formType() const { return value(u"FORM_TYPE"); }
    /// Sets or replaces a field's values; returns this form.
    DataForm &set(QStringView var, const QString &value);
    DataForm &set(QStringView var, const QStringList &values);
    DataForm &set(QStringView var, bool value);

    [[nodiscard]] static Result<DataForm> fromXml(const xml::Element &element);
    [[nodiscard]] xml::Element toXml() const;
    bool operator==(const DataForm &) const = default;
};

} // namespace wardline::xmpp
