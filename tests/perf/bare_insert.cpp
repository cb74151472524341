// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/perf/bare_insert.h"

#include "core/store/message_place.h"
#include "core/store/queries.h"

namespace wardline::perf {

BareInsert::BareInsert(BareDatabase &database)
    : m_statement(database.prepare(store::queries::kMessageInsert.sql))
{
}

BareInsert::~BareInsert()
{
    BareDatabase::finalize(m_statement);
}

void BareInsert::insert(const model::Message &message)
{
    insert(message, store::firstIdAt(message.time).value + store::kFirstPlace);
}

void BareInsert::insert(const model::Message &message, qint64 id)
{
    const QByteArray name = message.senderName.toUtf8();
    const QByteArray origin = message.originId.toUtf8();
    const QByteArray stanza = message.stanzaId.toUtf8();
    const QByteArray body = message.body.toUtf8();
    const qint64 conversation = 1 + qint64(qHash(message.conversation) % 200);
    BareDatabase::bind(m_statement, 1, id);
    BareDatabase::bind(m_statement, 2, conversation);
    BareDatabase::bind(m_statement, 3, 1 + qint64(qHash(message.sender) % 400));
    BareDatabase::bind(m_statement, 4, message.time.time_since_epoch().count());
    for (int column : {5, 6, 7}) {
        BareDatabase::bind(m_statement, column, 0);
    }
    BareDatabase::bindNull(m_statement, 8);
    BareDatabase::bindNull(m_statement, 9);
    BareDatabase::bind(m_statement, 10, QByteArray("nurse"));
    BareDatabase::bind(m_statement, 11, QByteArray(""));
    BareDatabase::bind(m_statement, 12, name);
    BareDatabase::bind(m_statement, 13, origin);
    BareDatabase::bind(m_statement, 14, conversation);
    BareDatabase::bind(m_statement, 15, stanza);
    BareDatabase::bind(m_statement, 16, body);
    BareDatabase::bind(m_statement, 17, 0);
    BareDatabase::bindNull(m_statement, 18);
    BareDatabase::drain(m_statement);
}

} // namespace wardline::perf
