// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/audit/audit_verifier.h"
#include "core/xml/xml_reader.h"
#include "core/xml/xml_writer.h"
#include "tests/core/service/ward_bench.h"

#include <QDateTime>
#include <QMap>

#include <unistd.h>

namespace wardline::service::test {

/// The two nodes of a person's account in which the last hours lie, as a relay keeps them.
struct HistoryNodes
{
    QMap<QString, QByteArray> indexes; ///< by workstation
    QMap<QString, QByteArray> chunks;
    bool isDeaf = false; ///< no answer comes
    bool refusesRemoval = false;
    bool refusesPublishing = false;
    int removals = 0;

    bool take(FakeRelay &relay, const xml::Element &iq)
    {
        constexpr QStringView kNs = u"http://jabber.org/protocol/pubsub";
        const xml::Element *pubsub = iq.child(u"pubsub", kNs);
        if (pubsub == nullptr || pubsub->children().isEmpty()) {
            return false;
        }
        const xml::Element what = pubsub->children().first();
        const QString node = what.attribute(u"node");
        if (!node.startsWith(u"urn:wardline:history:0")) {
            return false;
        }
        if (isDeaf) {
            return true;
        }
        QMap<QString, QByteArray> &items = node.endsWith(u":chunks") ? chunks : indexes;
        const xml::Element *item = what.child(u"item", kNs);
        const QString id = item != nullptr ? item->attribute(u"id") : QString();
        if (what.name() == u"publish") {
            if (refusesPublishing) {
                answer(relay, iq, false, "resource-constraint");
                return true;
            }
            items[id] = xml::writeXml(*item);
            answer(relay, iq, true, {});
        } else if (what.name() == u"retract") {
            ++removals;
            if (refusesRemoval) {
                answer(relay, iq, false, "internal-server-error");
            } else {
                const bool wasThere = items.remove(id) > 0;
                answer(relay, iq, wasThere, "item-not-found");
            }
        } else if (what.name() == u"items") {
            QByteArray found;
            for (auto it = items.cbegin(); it != items.cend(); ++it) {
                found += id.isEmpty() || it.key() == id ? it.value() : QByteArray();
            }
            answer(relay, iq, true,
                   "<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='" + node.toUtf8() + "'>" + found
                       + "</items></pubsub>");
        }
        return true;
    }

private:
    static void answer(FakeRelay &relay, const xml::Element &iq, bool isGood, const QByteArray &content)
    {
        const QByteArray inside = isGood
            ? content
            : "<error type='cancel'><" + content + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>";
        relay.say("<iq xmlns='jabber:client' type='" + QByteArray(isGood ? "result" : "error") + "' id='"
                  + iq.attribute(u"id").toUtf8() + "'>" + inside + "</iq>");
    }
};

/// One of a person's workstations, with the organisation's secret.
struct RoamingWard
{
    RoamingWard(HistoryNodes &account, quint64 seed)
        : nodes(account)
    {
        bench.random = FakeRandom(seed); // a workstation of its own
        giveSecret('s');
        bench.rules.history.isRoaming = true;
        bench.rules.idleLock = std::chrono::hours(24);
        bench.restart();
        bench.rules.history.secretOwner = ::geteuid();
        bench.relay.answerInstead = [this](const xml::Element &iq) { return nodes.take(bench.relay, iq); };
    }
    void giveSecret(char letter)
    {
        const QString path = bench.folder.filePath(u"secret"_s);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(QByteArray(32, letter)) != 32) {
            qFatal("no secret");
        }
        file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
        bench.rules.history.secretFile = path;
    }
    [[nodiscard]] const LiveHistoryService &history() { return bench.session()->history(); }
    [[nodiscard]] RoamingState::Kind kind() { return history().roaming().kind; }
    void signIn()
    {
        bench.signIn();
        settle();
    }
    /// The store, the sealing threads and the relay have nothing to do any more.
    void settle()
    {
        for (int i = 0; i < 3; ++i) {
            (void)bench.answer(bench.session()->profile().store().threads().write(
                [](store::WritableDatabase &) -> Result<bool> { return true; }));
            bench.settle();
        }
    }
    /// Somebody writes, and so much time passes that it is kept.
    void comes(const QByteArray &text)
    {
        bench.relay.say(directMessage("ben@relay.example/x", text));
        settle();
    }
    /// Off for so long; the relay's own time goes on, too.
    void sleeps(std::chrono::hours time)
    {
        bench.clock.jumpWallClock(time);
        const auto expiry = (bench.clock.now() + std::chrono::hours(12)).time_since_epoch().count();
        bench.relay.tokenExpiry = QDateTime::fromMSecsSinceEpoch(expiry, Qt::UTC).toString(Qt::ISODate).toLatin1();
        bench.restart();
    }
    /// It lies in the archive, that long ago.
    void came(std::chrono::minutes ago, const QByteArray &text)
    {
        const qint64 then = (bench.clock.now() - ago).time_since_epoch().count();
        auto &archive = bench.relay.archives[QString()];
        archive.append({u"a%1"_s.arg(archive.size() + 1),
                        QDateTime::fromMSecsSinceEpoch(then, Qt::UTC).toString(Qt::ISODate).toLatin1(),
                        directMessage("ben@relay.example/x", text)});
    }
    /// In steps, so that the relay can answer in between.
    void pass(std::chrono::seconds time)
    {
        for (std::chrono::seconds gone{}; gone < time; gone += std::chrono::seconds(10)) {
            bench.timers.advance(std::chrono::seconds(10));
            bench.settle();
        }
        settle();
    }
    void keeps() { pass(RoamingKeep::kPrepareAfter + std::chrono::seconds(10)); }
    /// Also when something was sent a moment ago.
    void keepsAgain() { pass(RoamingKeep::kSendEvery + RoamingKeep::kPrepareAfter + std::chrono::seconds(10)); }
    QStringList texts() { return bench.texts(u"ben@relay.example"); }
    /// The session ends in order, and the program too.
    bool quit()
    {
        bool isOut = false;
        bench.workstation->suspend([&isOut] { isOut = true; });
        bench.settle();
        bench.timers.advance(std::chrono::seconds(isOut ? 0 : 8)); // its patience
        return bench.until([&isOut] { return isOut; });
    }
    QList<audit::AuditEvent> audited(audit::AuditEventType type)
    {
        (void)bench.session()->profile().auditLog().flush();
        audit::AuditQuery query;
        query.limit = 1000;
        QList<audit::AuditEvent> found;
        if (const auto records = audit::readAuditLog(bench.session()->profile().auditStorage(), query)) {
            for (const audit::AuditRecord &record : *records) {
                if (record.event.type == type) {
                    found.append(record.event);
                }
            }
        }
        return found;
    }

    WardBench bench;
    HistoryNodes &nodes;
};

} // namespace wardline::service::test
