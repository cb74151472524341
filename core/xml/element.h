// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <vector>

namespace wardline::xml {

/// An attribute without namespace, or one of the XML namespace under its usual name ("xml:lang").
struct Attribute {
    QString name;
    QString value;
    bool operator==(const Attribute &) const = default;
};

/// An XML element as a value: name, namespace, attributes, children and its own text (pieces between children joined).
///
/// What XMPP needs and no more: no comments, no processing instructions, no order between text and children. Copies are shared until
/// one of them changes, so that a payload is handed on without its tree being copied. Any thread.
class Element
{
public:
    Element() = default;
    Element(QStringView name, QStringView ns);
    /// Shares the strings instead of copying them.
    Element(QString name, QString ns);

    [[nodiscard]] const QString &name() const { return m_name; }
    [[nodiscard]] const QString &ns() const { return m_ns; }
    [[nodiscard]] bool is(QStringView name, QStringView ns) const { return m_name == name && m_ns == ns; }

    /// Empty when absent; `hasAttribute` tells the two apart.
    [[nodiscard]] QString attribute(QStringView name) const;
    [[nodiscard]] bool hasAttribute(QStringView name) const;
    [[nodiscard]] const QList<Attribute> &attributes() const { return m_attributes; }
    /// Sets or replaces.
    Element &setAttribute(QStringView name, QStringView value);
    /// For readers that know that the name is new: no search for an attribute to replace.
    void appendAttribute(QString name, QString value);
    /// Sets only if the value is not empty.
    Element &setOptionalAttribute(QStringView name, QStringView value);

    [[nodiscard]] const QString &text() const { return m_text; }
    Element &setText(QStringView text);
    Element &appendText(QStringView text);

    [[nodiscard]] const QList<Element> &children() const { return m_children; }
    /// The first child with this name and namespace, or null. Valid until a child is added or removed.
    [[nodiscard]] const Element *child(QStringView name, QStringView ns) const;
    [[nodiscard]] Element *child(QStringView name, QStringView ns);
    /// The first child in this namespace, whatever its name, or null.
    [[nodiscard]] const Element *firstChildIn(QStringView ns) const;
    [[nodiscard]] bool hasChild(QStringView name, QStringView ns) const { return child(name, ns) != nullptr; }
    /// The text of the first such child; empty when absent.
    [[nodiscard]] QString childText(QStringView name, QStringView ns) const;
    /// All children with this name and namespace, in order.
    [[nodiscard]] std::vector<const Element *> childrenNamed(QStringView name, QStringView ns) const;
    /// Adds at the end and returns this element, so that trees can be written as one expression.
    Element &add(Element child);
    /// Adds `<name xmlns='ns'>text</name>`.
    Element &addText(QStringView name, QStringView ns, QStringView text);
    /// Removes every child in this namespace; returns how many.
    qsizetype removeChildrenIn(QStringView ns);

    friend bool operator==(const Element &a, const Element &b) { return a.equals(b); }

private:
    [[nodiscard]] bool equals(const Element &other) const;

    QString m_name;
    QString m_ns;
    QList<Attribute> m_attributes;
    QString m_text;
    QList<Element> m_children;
};

} // namespace wardline::xml
