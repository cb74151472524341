// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/authority_publisher.h"

#include "core/service/service_error.h"
#include "core/trust/authority_wire.h"
#include "core/xmpp/xep0060_pubsub.h"
#include "core/xmpp/xep0163_pep.h"

#include <QCoreApplication>

#include <deque>

namespace wardline::ctl {

using namespace Qt::StringLiterals;

namespace {

xmpp::IqStanza publishRequest(const QString &node, const QString &id, const QByteArray &bytes, bool isSingle)
{
    xmpp::PubSubItem item;
    item.id = id;
    item.payload = trust::TrustDocument{bytes}.toXml();
    xmpp::PubSubPublish request;
    request.node = node;
    request.items = {item};
    request.options = xmpp::publishOptions({xmpp::PepAccess::Open, true, isSingle ? 1 : 0, isSingle});
    return xmpp::IqStanza::set({}, request);
}

/// One request after the other. Deletes itself.
class Publisher final : public QObject
{
public:
    Publisher(SessionContext &context, std::shared_ptr<AuthorityFolder> folder, const trust::Publication &publication,
              std::function<void(Status)> done)
        : QObject(QCoreApplication::instance())
        , m_context(context)
        , m_folder(std::move(folder))
        , m_done(std::move(done))
    {
        for (const QByteArray &page : publication.pages) {
            const QString id = trust::pageItem(trust::digestOf(page));
            m_pages.append(id);
            m_left.push_back(publishRequest(trust::pagesNode(), id, page, false));
        }
        m_left.push_back(publishRequest(trust::epochNode(), trust::currentItem(), publication.epoch, true));
        m_left.push_back(publishRequest(trust::manifestNode(), trust::currentItem(), publication.manifest, true));
        m_needed = m_left.size();
        m_everything = m_pages;
        for (const QString &id : m_folder->publishedPages()) {
            if (!m_pages.contains(id)) {
                m_left.push_back(xmpp::IqStanza::set({}, xmpp::PubSubRetract{trust::pagesNode(), {id}, false}));
                m_everything.append(id);
            }
        }
    }

    void start()
    {
        // Noted before it is sent: what may lie there is known even if this program ends half-way.
        if (const Status noted = m_folder->notePublished(m_everything); !noted) {
            end(noted);
            return;
        }
        next();
    }

private:
    void next()
    {
        if (m_left.empty()) {
            end(m_folder->notePublished(m_pages));
            return;
        }
        stream::XmppStream *stream = m_context.session.link().stream();
        if (stream == nullptr) {
            end(failure(service::ServiceError::RelayNotReachable));
            return;
        }
        xmpp::IqStanza request = std::move(m_left.front());
        m_left.pop_front();
        ++m_sent;
        stream->iq().request(this, std::move(request), [this](const Result<xmpp::IqStanza> &answer) {
            if (!answer && m_sent <= m_needed) { // a page that is gone already need not be taken away
                end(std::unexpected(answer.error()));
                return;
            }
            next();
        });
    }

    void end(const Status &status)
    {
        m_done(status);
        deleteLater();
    }

    SessionContext &m_context;
    std::shared_ptr<AuthorityFolder> m_folder;
    std::function<void(Status)> m_done;
    std::deque<xmpp::IqStanza> m_left;
    std::size_t m_needed = 0;
    std::size_t m_sent = 0;
    QStringList m_pages;
    QStringList m_everything;
};

} // namespace

void publish(SessionContext &context, std::shared_ptr<AuthorityFolder> folder, const trust::Publication &publication,
             std::function<void(Status)> done)
{
    (new Publisher(context, std::move(folder), publication, std::move(done)))->start();
}

} // namespace wardline::ctl
