// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/xep0004_data_forms.h"

#include "core/xmpp/wire.h"

namespace wardline::xmpp {

namespace {

constexpr auto kNs = DataForm::kNamespace;

constexpr wire::Words<FormType, 4> kFormTypes {{
    {FormType::Form, u"form"},
    {FormType::Submit, u"submit"},
    {FormType::Cancel, u"cancel"},
    {FormType::Result, u"result"},
}};

constexpr wire::Words<FieldType, 10> kFieldTypes {{
    {FieldType::TextSingle, u"text-single"},
    {FieldType::TextMulti, u"text-multi"},
    {FieldType::TextPrivate, u"text-private"},
    {FieldType::Boolean, u"boolean"},
    {FieldType::ListSingle, u"list-single"},
    {FieldType::ListMulti, u"list-multi"},
    {FieldType::JidSingle, u"jid-single"},
    {FieldType::JidMulti, u"jid-multi"},
    {FieldType::Fixed, u"fixed"},
    {FieldType::Hidden, u"hidden"},
}};

Result<FormField> readField(const xml::Element &element)
{
    FormField field;
    field.type = wire::fromWord(kFieldTypes, element.attribute(u"type")).value_or(FieldType::TextSingle);
    WARDLINE_TRY(field.var, wire::text(element, u"var"));
    if (field.var.isEmpty() && field.type != FieldType::Fixed) {
        return failure(XmppError::Missing, QStringLiteral("var"));
    }
    WARDLINE_TRY(field.label, wire::text(element, u"label", wire::kMaxLine));
    for (const xml::Element &child : element.children()) {
        if (child.is(u"value", kNs)) {
            WARDLINE_TRY(QString value, wire::content(child, wire::kMaxLine));
            field.values.append(std::move(value));
        } else if (child.is(u"required", kNs)) {
            field.isRequired = true;
        } else if (child.is(u"option", kNs)) {
            FormOption option;
            WARDLINE_TRY(option.label, wire::text(child, u"label", wire::kMaxLine));
            WARDLINE_TRY(option.value, wire::childContent(child, u"value", wire::kMaxLine));
            field.options.append(std::move(option));
        }
    }
    return field;
}

Result<QList<FormField>> readFields(const xml::Element &parent)
{
    QList<FormField> fields;
    for (const xml::Element &child : parent.children()) {
        if (child.is(u"field", kNs)) {
            WARDLINE_TRY(FormField field, readField(child));
            fields.append(std::move(field));
        }
    }
    return fields;
}

xml::Element writeField(const FormField &field, bool withType)
{
    xml::Element element(u"field", kNs);
    element.setOptionalAttribute(u"var", field.var);
    element.setOptionalAttribute(u"label", field.label);
    // XEP-0004 3.2: a submission may leave the type out; only FORM_TYPE must say that it is hidden.
    if (withType || field.type == FieldType::Hidden) {
        element.setAttribute(u"type", wire::toWord(kFieldTypes, field.type));
    }
    if (field.isRequired) {
        element.add(xml::Element(u"required", kNs));
    }
    for (const QString &value : field.values) {
        element.addText(u"value", kNs, value);
    }
    for (const FormOption &option : field.options) {
        xml::Element optionElement(u"option", kNs);
        optionElement.setOptionalAttribute(u"label", option.label);
        optionElement.addText(u"value", kNs, option.value);
        element.add(std::move(optionElement));
    }
    return element;
}

xml::Element writeFields(QStringView name, const QList<FormField> &fields, bool withType)
{
    xml::Element element(name, kNs);
    for (const FormField &field : fields) {
        element.add(writeField(field, withType));
    }
    return element;
}

} // namespace

DataForm DataForm::submit(QStringView formType)
{
    DataForm form;
    FormField field;
    field.var = QStringLiteral("FORM_TYPE");
    field.type = FieldType::Hidden;
    field.values = {formType.toString()};
    form.fields.append(std::move(field));
    return form;
}

const FormField *DataForm::field(QStringView var) const
{
    for (const FormField &field : fields) {
        if (field.var == var) {
            return &field;
        }
    }
    return nullptr;
}

QString DataForm::value(QStringView var) const
{
    const FormField *found = field(var);
    return found == nullptr ? QString() : found->value();
}

bool DataForm::isTrue(QStringView var) const
{
    return wire::parseBoolean(value(var)).value_or(false);
}

DataForm &DataForm::set(QStringView var, const QString &value)
{
    return set(var, QStringList {value});
}

DataForm &DataForm::set(QStringView var, const QStringList &values)
{
    for (FormField &field : fields) {
        if (field.var == var) {
            field.values = values;
            return *this;
        }
    }
    FormField field;
    field.var = var.toString();
    field.values = values;
    fields.append(std::move(field));
    return *this;
}

DataForm &DataForm::set(QStringView var, bool value)
{
    return set(var, value ? QStringLiteral("1") : QStringLiteral("0"));
}

Result<DataForm> DataForm::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    DataForm form;
    const std::optional<FormType> type = wire::fromWord(kFormTypes, element.attribute(u"type"));
    if (!type) {
        return failure(XmppError::BadValue, QStringLiteral("type"));
    }
    form.type = *type;
    WARDLINE_TRY(form.fields, readFields(element));
    WARDLINE_TRY(form.title, wire::childContent(element, u"title", wire::kMaxLine));
    for (const xml::Element &child : element.children()) {
        if (child.is(u"instructions", kNs)) {
            WARDLINE_TRY(QString text, wire::content(child, wire::kMaxLine));
            form.instructions.append(std::move(text));
        } else if (child.is(u"reported", kNs)) {
            WARDLINE_TRY(form.reported, readFields(child));
        } else if (child.is(u"item", kNs)) {
            WARDLINE_TRY(QList<FormField> row, readFields(child));
            form.items.append(std::move(row));
        }
    }
    return form;
}

xml::Element DataForm::toXml() const
{
    const bool withType = type == FormType::Form;
    xml::Element element(kName, kNamespace);
    element.setAttribute(u"type", wire::toWord(kFormTypes, type));
    if (!title.isEmpty()) {
        element.addText(u"title", kNs, title);
    }
    for (const QString &text : instructions) {
        element.addText(u"instructions", kNs, text);
    }
    for (const FormField &field : fields) {
        element.add(writeField(field, withType));
    }
    if (!reported.isEmpty()) {
        element.add(writeFields(u"reported", reported, true));
    }
    for (const QList<FormField> &row : items) {
        element.add(writeFields(u"item", row, false));
    }
    return element;
}

} // namespace wardline::xmpp
