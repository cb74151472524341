// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xmpp/xep0115_caps.h"

#include "core/xmpp/wire.h"

#include <QCryptographicHash>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace wardline::xmpp {

namespace {

/// Compared by octets (RFC 4790 9.3), which UTF-16 order is not.
using Bytes = QByteArray;
using Identity = std::array<Bytes, 4>;
using Form = std::pair<Bytes, Bytes>; // FORM_TYPE and the text that stands for the form

/// False if something stands there twice.
template <typename T>
bool sortUnique(std::vector<T> &values)
{
    std::sort(values.begin(), values.end());
    return std::adjacent_find(values.begin(), values.end()) == values.end();
}

std::vector<Bytes> sortedBytes(const QStringList &texts)
{
    std::vector<Bytes> bytes;
    for (const QString &text : texts) {
        bytes.push_back(text.toUtf8());
    }
    std::sort(bytes.begin(), bytes.end());
    return bytes;
}

Form formText(const DataForm &form)
{
    std::vector<std::pair<Bytes, std::vector<Bytes>>> fields;
    for (const FormField &field : form.fields) {
        if (field.var != u"FORM_TYPE") {
            fields.emplace_back(field.var.toUtf8(), sortedBytes(field.values));
        }
    }
    std::sort(fields.begin(), fields.end());
    const Bytes type = form.formType().toUtf8();
    Bytes text = type + '<';
    for (const auto &[var, values] : fields) {
        text += var + '<';
        for (const Bytes &value : values) {
            text += value + '<';
        }
    }
    return {type, text};
}

} // namespace

Result<Caps> Caps::fromXml(const xml::Element &element)
{
    WARDLINE_CHECK(wire::expect(element, kName, kNamespace));
    Caps caps;
    WARDLINE_TRY(caps.node, wire::requiredText(element, u"node"));
    WARDLINE_TRY(caps.version, wire::requiredText(element, u"ver"));
    WARDLINE_TRY(caps.hash, wire::requiredText(element, u"hash"));
    return caps;
}

xml::Element Caps::toXml() const
{
    xml::Element element(kName, kNamespace);
    element.setAttribute(u"hash", hash);
    element.setAttribute(u"node", node);
    element.setAttribute(u"ver", version);
    return element;
}

std::optional<QString> capsVersion(const DiscoInfo &info)
{
    std::vector<Identity> identities;
    for (const DiscoIdentity &identity : info.identities) {
        identities.push_back({identity.category.toUtf8(), identity.type.toUtf8(), identity.language.toUtf8(), identity.name.toUtf8()});
    }
    std::vector<Bytes> features = sortedBytes(info.features);
    std::vector<Form> forms;
    for (const DataForm &form : info.forms) {
        // XEP-0115 5.4: a form without a hidden FORM_TYPE is left out.
        if (const FormField *type = form.field(u"FORM_TYPE"); type != nullptr && type->type == FieldType::Hidden) {
            forms.push_back(formText(form));
        }
    }
    std::sort(forms.begin(), forms.end());
    const bool isRepeatedType = std::adjacent_find(forms.begin(), forms.end(), [](const Form &a, const Form &b) {
        return a.first == b.first;
    }) != forms.end();
    if (!sortUnique(identities) || !sortUnique(features) || isRepeatedType) {
        return std::nullopt;
    }
    Bytes text;
    for (const auto &[category, type, language, name] : identities) {
        text += category + '/' + type + '/' + language + '/' + name + '<';
    }
    for (const Bytes &feature : features) {
        text += feature + '<';
    }
    for (const Form &form : forms) {
        text += form.second;
    }
    return QString::fromLatin1(QCryptographicHash::hash(text, QCryptographicHash::Sha1).toBase64());
}

} // namespace wardline::xmpp
