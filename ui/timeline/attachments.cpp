// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/attachments.h"

#include "ui/kit/when_done.h"

#include <QPointer>
#include <QPromise>

#include <algorithm>
#include <memory>

namespace wardline::ui {

Attachments::Attachments(QObject *parent)
    : QObject(parent)
{
    m_thread.setMaxThreadCount(1); // decoding must never starve the rest of the desktop
}

Attachments::~Attachments()
{
    clear(); // the pool ends after the picture it is at, which is bounded by its pixels
}

void Attachments::clear()
{
    ++m_generation;
    m_thread.clear();
    m_messages = nullptr;
    m_facts.clear();
    m_wanted.clear();
}

const FileFacts *Attachments::facts(model::MessageId id, int index) const
{
    const auto found = m_facts.find({id, index});
    return found == m_facts.end() ? nullptr : &found->second;
}

void Attachments::keepNear(const QList<model::Message> &messages, QSize box)
{
    std::set<Key> near;
    for (const model::Message &message : messages) {
        for (int i = 0; i < message.attachments.size(); ++i) {
            const model::Attachment &file = message.attachments.at(i);
            if (file.state != model::FileState::Here) {
                continue;
            }
            const Key key{message.id, i};
            near.insert(key);
            if (m_messages && !m_facts.contains(key) && m_wanted.insert(key).second) {
                read(key, file.mediaType, box);
            }
        }
    }
    std::erase_if(m_facts,
                  [&](const auto &entry) { return !entry.second.picture.isNull() && !near.contains(entry.first); });
}

int Attachments::pictureCount() const
{
    return static_cast<int>(std::count_if(m_facts.begin(), m_facts.end(),
                                          [](const auto &entry) { return !entry.second.picture.isNull(); }));
}

void Attachments::read(const Key &key, const QString &mediaType, QSize box)
{
    decode(key, mediaType, box, service::FilePurpose::Preview, this,
           [this, key](const FileFacts &facts) { take(key, facts); });
}

void Attachments::readWhole(const Key &key, const QString &mediaType, QObject *receiver,
                            const std::function<void(const FileFacts &)> &done)
{
    constexpr int kNoBox = 100'000; // more than any picture that is decoded at all
    decode(key, mediaType, {kNoBox, kNoBox}, service::FilePurpose::View, receiver, done);
}

void Attachments::decode(const Key &key, const QString &mediaType, QSize box, service::FilePurpose purpose,
                         QObject *receiver, const std::function<void(const FileFacts &)> &done)
{
    if (!m_messages) {
        return;
    }
    const int generation = m_generation;
    const auto give = [this, receiver = QPointer<QObject>(receiver), generation, done](const FileFacts &facts) {
        if (generation == m_generation && receiver) {
            done(facts);
        }
    };
    whenDone(m_messages->attachment(key.first, key.second, purpose), this,
             [this, mediaType, box, generation, give](const Result<QByteArray> &content) {
                 if (generation != m_generation) {
                     return;
                 }
                 if (!content) {
                     give({.typeWords = {}, .refusal = FileRefusal::Damaged, .picture = {}});
                     return;
                 }
                 auto promise = std::make_shared<QPromise<FileFacts>>();
                 promise->start();
                 whenDone(promise->future(), this, give);
                 m_thread.start([promise, bytes = *content, mediaType, box] {
                     promise->addResult(readAttachment(bytes, mediaType, box));
                     promise->finish();
                 });
             });
}

void Attachments::take(const Key &key, const FileFacts &facts)
{
    m_wanted.erase(key);
    m_facts[key] = facts;
    Q_EMIT learned(key.first);
}

} // namespace wardline::ui
