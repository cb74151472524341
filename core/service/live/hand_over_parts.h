// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/live/hand_over.h"

#include <QSet>

// What a hand-over holds while it is under way; for its own two files.
namespace wardline::service {

constexpr qsizetype kMaxHandOverChunks = 96;

/// The bundle's name in its keys: no workstation is called so.
[[nodiscard]] inline QString handOverPlace(const QString &id)
{
    return QStringLiteral("hand-over:") + id;
}

/// An element of ours about one hand-over.
[[nodiscard]] inline xml::Element handOverWord(QStringView name, const QString &id)
{
    xml::Element element(name, u"urn:wardline:history:0");
    element.setAttribute(u"id", id);
    return element;
}

/// What this device sends.
struct HandOver::Sending
{
    QString id;
    quint32 device = 0;
    history::RoamingPacker packer;
    QList<model::KeptConversation> conversations;
    QSet<model::Jid> used;
    model::MessageId after;
    int messages = 0;
    SecretBytes key;
    QByteArray bundle;
    history::RoamingIndex index;
    QList<std::pair<QString, QByteArray>> chunks;
};

/// What this device gets.
struct HandOver::Receiving
{
    QString id;
    quint32 device = 0;
    SecretBytes key;
    QByteArray bundle;
    history::RoamingIndex index;
    std::vector<model::KeptHistory> parts;
    qsizetype next = 0;
    int added = 0;
};

} // namespace wardline::service
