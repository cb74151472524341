// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/xml/element.h"

#include <algorithm>

namespace wardline::xml {

Element::Element(QStringView name, QStringView ns)
    : m_name(name.toString())
    , m_ns(ns.toString())
{
}

Element::Element(QString name, QString ns)
    : m_name(std::move(name))
    , m_ns(std::move(ns))
{
}

QString Element::attribute(QStringView name) const
{
    for (const Attribute &attribute : m_attributes) {
        if (attribute.name == name) {
            return attribute.value;
        }
    }
    return {};
}

bool Element::hasAttribute(QStringView name) const
{
    return std::any_of(m_attributes.begin(), m_attributes.end(), [name](const Attribute &a) { return a.name == name; });
}

Element &Element::setAttribute(QStringView name, QStringView value)
{
    for (Attribute &attribute : m_attributes) {
        if (attribute.name == name) {
            attribute.value = value.toString();
            return *this;
        }
    }
    m_attributes.append({name.toString(), value.toString()});
    return *this;
}

void Element::appendAttribute(QString name, QString value)
{
    m_attributes.append({std::move(name), std::move(value)});
}

Element &Element::setOptionalAttribute(QStringView name, QStringView value)
{
    return value.isEmpty() ? *this : setAttribute(name, value);
}

Element &Element::setText(QStringView text)
{
    m_text = text.toString();
    return *this;
}

Element &Element::appendText(QStringView text)
{
    m_text.append(text);
    return *this;
}

const Element *Element::child(QStringView name, QStringView ns) const
{
    for (const Element &child : m_children) {
        if (child.is(name, ns)) {
            return &child;
        }
    }
    return nullptr;
}

Element *Element::child(QStringView name, QStringView ns)
{
    for (Element &child : m_children) {
        if (child.is(name, ns)) {
            return &child;
        }
    }
    return nullptr;
}

const Element *Element::firstChildIn(QStringView ns) const
{
    for (const Element &child : m_children) {
        if (child.ns() == ns) {
            return &child;
        }
    }
    return nullptr;
}

QString Element::childText(QStringView name, QStringView ns) const
{
    const Element *found = child(name, ns);
    return found != nullptr ? found->text() : QString();
}

std::vector<const Element *> Element::childrenNamed(QStringView name, QStringView ns) const
{
    std::vector<const Element *> found;
    for (const Element &child : m_children) {
        if (child.is(name, ns)) {
            found.push_back(&child);
        }
    }
    return found;
}

Element &Element::add(Element child)
{
    m_children.append(std::move(child));
    return *this;
}

Element &Element::addText(QStringView name, QStringView ns, QStringView text)
{
    Element child(name, ns);
    child.setText(text);
    return add(std::move(child));
}

qsizetype Element::removeChildrenIn(QStringView ns)
{
    return m_children.removeIf([ns](const Element &child) { return child.ns() == ns; });
}

bool Element::equals(const Element &other) const
{
    return m_name == other.m_name && m_ns == other.m_ns && m_attributes == other.m_attributes && m_text == other.m_text
        && m_children == other.m_children;
}

} // namespace wardline::xml
