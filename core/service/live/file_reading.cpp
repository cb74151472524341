// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/file_reading.h"

#include "core/files/file_key.h"
#include "core/files/file_type.h"
#include "core/xmpp/payload.h"
#include "core/xmpp/xep0428_fallback.h"
#include "core/xmpp/xep0447_file_sharing.h"

#include <QMimeDatabase>

namespace wardline::service {

using namespace Qt::StringLiterals;

namespace {

QByteArray thumbnailOf(const Said &said, const xmpp::FileMetadata &file)
{
    const QString uri = file.thumbnail ? file.thumbnail->uri : QString();
    if (!uri.startsWith(u"cid:"_s)) {
        return {};
    }
    for (const xml::Element &payload : said.payloads) {
        if (xmpp::isPayload<xmpp::BitOfBinary>(payload)) {
            const auto bits = xmpp::BitOfBinary::fromXml(payload);
            if (bits && bits->cid == QStringView(uri).sliced(4)) {
                return bits->data.size() <= store::kMaxThumbnail ? bits->data : QByteArray();
            }
        }
    }
    return {};
}

void addShared(SaidFiles &files, const Said &said, const xmpp::FileSharing &sharing)
{
    model::Attachment file;
    file.name = files::plainFileName(sharing.file.name);
    file.mediaType = sharing.file.mediaType;
    file.size = sharing.file.size.value_or(0);
    file.pixels = sharing.file.pixels;
    file.thumbnail = thumbnailOf(said, sharing.file);
    store::FileSource source;
    source.sha256 = sharing.file.sha256;
    const auto &encrypted = sharing.encrypted;
    const files::FileKey key = encrypted ? files::FileKey{encrypted->key, encrypted->iv} : files::FileKey();
    const bool isKnown = encrypted && encrypted->cipher == xmpp::EncryptedSource::kAes256Gcm && key.isUsable();
    if (isKnown && !encrypted->url.isEmpty()) {
        source.url = encrypted->url;
        source.key = key.key;
        source.nonce = key.nonce;
    } else {
        file.state = model::FileState::Refused;
        file.problem = model::FileProblem::NotEncrypted;
    }
    files.attachments.append(file);
    files.sources.append(source);
}

void addLink(SaidFiles &files, const files::AesgcmLink &link)
{
    model::Attachment file;
    file.name = files::plainFileName(link.url.fileName(QUrl::FullyDecoded));
    const QMimeType byName = QMimeDatabase().mimeTypeForFile(file.name, QMimeDatabase::MatchExtension);
    file.mediaType = byName.isValid() && !byName.isDefault() ? byName.name() : QString();
    files.attachments.append(file);
    files.sources.append({link.url.toString(QUrl::FullyEncoded), link.key.key, link.key.nonce, {}, {}, {}, {}});
}

} // namespace

SaidFiles filesIn(const Said &said)
{
    SaidFiles files;
    for (const xml::Element &payload : said.payloads) {
        if (xmpp::isPayload<xmpp::FileSharing>(payload) && files.attachments.size() < store::kMaxFiles) {
            if (const auto sharing = xmpp::FileSharing::fromXml(payload)) {
                addShared(files, said, *sharing);
            }
        }
    }
    // The first line is the link; some write a small picture of it, as a "data:" address, into the second.
    const QString body = said.body.value_or(QString()).trimmed();
    const QString first = body.section(u'\n', 0, 0).trimmed();
    const QString rest = body.section(u'\n', 1).trimmed();
    const auto link = rest.isEmpty() || rest.startsWith(u"data:"_s) ? files::AesgcmLink::parse(first) : std::nullopt;
    files.isBodyALink = link.has_value()
        || (!files.attachments.isEmpty() && xmpp::isAllFallback(said.payloads, xmpp::FileSharing::kNamespace));
    if (link && files.attachments.isEmpty()) {
        addLink(files, *link);
    }
    return files;
}

} // namespace wardline::service
