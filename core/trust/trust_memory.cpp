// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trust/trust_memory.h"

#include "core/trust/epoch_document.h"
#include "core/trust/manifest.h"
#include "core/trust/statement_page.h"

namespace wardline::trust {

namespace {

constexpr quint8 kFormat = 3; ///< 1 had no former revocations, 2 not for whom it stood

void put(ByteWriter &writer, const QByteArray &bytes)
{
    writer.number32(static_cast<quint32>(bytes.size()));
    writer.raw(bytes);
}

QByteArray get(ByteReader &reader, qsizetype limit)
{
    const quint32 size = reader.number32();
    if (size > limit) {
        reader.fail();
        return {};
    }
    return reader.raw(size);
}

} // namespace

QByteArray TrustMemory::encode() const
{
    ByteWriter writer;
    writer.number8(kFormat);
    put(writer, epoch);
    put(writer, manifest);
    writer.time(highestTime);
    writer.number16(static_cast<quint16>(pages.size()));
    for (auto it = pages.begin(); it != pages.end(); ++it) {
        writer.number16(static_cast<quint16>(it.key()));
        put(writer, it.value());
    }
    for (const QList<Revocation> *list : {&revocations, &former}) {
        writer.number32(static_cast<quint32>(list->size()));
        for (const Revocation &revocation : *list) {
            revocation.write(writer);
        }
    }
    writer.number32(static_cast<quint32>(stoodFor.size()));
    for (auto it = stoodFor.begin(); it != stoodFor.end(); ++it) {
        writer.address(it.key());
        writer.time(it.value());
    }
    return writer.bytes();
}

Result<TrustMemory> TrustMemory::parse(QByteArrayView bytes)
{
    ByteReader reader(bytes);
    TrustMemory memory;
    const quint8 format = reader.number8();
    memory.epoch = get(reader, EpochDocument::kMaxSize);
    memory.manifest = get(reader, Manifest::kMaxSize);
    memory.highestTime = reader.time();
    const quint16 pages = reader.number16();
    for (quint16 i = 0; i < pages && reader.isGood(); ++i) {
        const int index = reader.number16();
        memory.pages.insert(index, get(reader, StatementPage::kMaxSize));
    }
    for (QList<Revocation> *list : {&memory.revocations, &memory.former}) {
        const quint32 count = list == &memory.former && format < 2 ? 0 : reader.number32();
        for (quint32 i = 0; i < count && reader.isGood(); ++i) {
            list->append(Revocation::read(reader));
        }
    }
    const quint32 people = format < 3 ? 0 : reader.number32();
    for (quint32 i = 0; i < people && reader.isGood(); ++i) {
        const model::Jid person = reader.address();
        memory.stoodFor.insert(person, reader.time());
    }
    if (format < 1 || format > kFormat || !reader.isDone() || memory.pages.size() != pages
        || memory.stoodFor.size() != people) {
        return failure(TrustError::Malformed);
    }
    return memory;
}

} // namespace wardline::trust
