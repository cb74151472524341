// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/upload_questions.h"

#include "core/service/live/room_questions.h"
#include "core/xmpp/xep0030_disco.h"

#include <memory>
#include <utility>

namespace wardline::service {

using namespace Qt::StringLiterals;

UploadQuestions::UploadQuestions(RelayLink &link, model::Jid own)
    : m_link(link)
    , m_own(std::move(own))
{
}

void UploadQuestions::forget()
{
    ++m_generation;
    m_service = {};
    m_limit.reset();
}

void UploadQuestions::ask(xmpp::IqStanza question, stream::IqRouter::Answer answer)
{
    stream::XmppStream *stream = m_link.stream();
    if (stream == nullptr) {
        answer(failure(stream::IqError::Disconnected));
        return;
    }
    stream->iq().request(this, std::move(question), std::move(answer));
}

UploadRefusal UploadQuestions::refusalFor(const Error &error)
{
    using stream::IqError;
    const auto code = error.as<IqError>();
    if (!code) {
        return {model::FileProblem::NoUpload, true}; // an answer that makes no sense
    }
    switch (*code) {
    case IqError::NotAcceptable:
        return {model::FileProblem::TooLarge, true};
    case IqError::Forbidden:
    case IqError::NotAllowed:
    case IqError::NotAuthorized:
        return {model::FileProblem::Forbidden, true};
    case IqError::ServiceUnavailable:
    case IqError::ItemNotFound:
        return {model::FileProblem::NoUpload, true};
    default: // disconnected, busy, out of quota: another time
        return {model::FileProblem::NotReachable, false};
    }
}

void UploadQuestions::findService(const std::function<void(std::optional<UploadRefusal>)> &done)
{
    if (!m_service.isEmpty()) {
        done(std::nullopt);
        return;
    }
    const auto domain = model::Jid::parse(m_own.domain());
    ask(xmpp::IqStanza::get(*domain, xmpp::DiscoItems()), [this, done](const Result<xmpp::IqStanza> &answer) {
        const auto items = contentOf<xmpp::DiscoItems>(answer);
        if (!items) {
            done(refusalFor(items.error()));
        } else {
            takeItems(items->items, done);
        }
    });
}

void UploadQuestions::takeItems(const QList<xmpp::DiscoItem> &items,
                                const std::function<void(std::optional<UploadRefusal>)> &done)
{
    constexpr qsizetype kMostServices = 32;
    QList<model::Jid> asked{*model::Jid::parse(m_own.domain())}; // ejabberd may answer for itself
    for (const xmpp::DiscoItem &item : items.first(std::min(items.size(), kMostServices))) {
        asked.append(item.jid);
    }
    auto open = std::make_shared<qsizetype>(asked.size());
    for (const model::Jid &jid : std::as_const(asked)) {
        ask(xmpp::IqStanza::get(jid, xmpp::DiscoInfo()),
            [this, jid, open, done, generation = m_generation](const Result<xmpp::IqStanza> &answer) {
                const auto info = contentOf<xmpp::DiscoInfo>(answer);
                const bool isIt = info && info->hasFeature(xmpp::UploadRequest::kNamespace);
                const bool isFirst = m_service.isEmpty() && generation == m_generation;
                if (isIt && isFirst) {
                    m_service = jid;
                    m_limit = xmpp::maxUploadSize(*info);
                    done(std::nullopt);
                }
                if (--*open == 0 && m_service.isEmpty()) {
                    const bool isCut = !answer && answer.error().is(stream::IqError::Disconnected);
                    done(isCut ? UploadRefusal() : UploadRefusal{model::FileProblem::NoUpload, true});
                }
            });
    }
}

void UploadQuestions::requestSlot(const QString &name, qint64 size, const Answer &answer)
{
    findService([this, name, size, answer](const std::optional<UploadRefusal> &refusal) {
        if (refusal) {
            answer(*refusal);
            return;
        }
        if (m_limit && size > *m_limit) {
            answer(UploadRefusal{model::FileProblem::TooLarge, true});
            return;
        }
        const xmpp::UploadRequest request{name, size, u"application/octet-stream"_s};
        ask(xmpp::IqStanza::get(m_service, request), [answer](const Result<xmpp::IqStanza> &result) {
            const auto slot = contentOf<xmpp::UploadSlot>(result);
            if (slot) {
                answer(*slot);
            } else {
                answer(refusalFor(slot.error()));
            }
        });
    });
}

} // namespace wardline::service
