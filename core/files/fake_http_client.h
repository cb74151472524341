// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/files/files_error.h"
#include "core/files/http_client.h"

#include <QFile>
#include <QPointer>

#include <functional>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace wardline::files {

/// A server in memory. Tests only.
class FakeHttpClient final : public HttpClient
{
public:
    [[nodiscard]] std::unique_ptr<HttpTransfer> put(const HttpPut &request) override
    {
        uploads.push_back(request);
        QFile file(request.path);
        const QByteArray content = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        return begin([this, request, content] {
            if (error) {
                return Status(failure(*error));
            }
            stored[request.url] = content;
            return Status();
        });
    }
    [[nodiscard]] std::unique_ptr<HttpTransfer> get(const HttpGet &request) override
    {
        downloads.push_back(request);
        return begin([this, request] {
            const auto found = stored.find(request.url);
            if (error || found == stored.end()) {
                return Status(failure(error.value_or(FilesError::Gone)));
            }
            if (found->second.size() > request.limit) {
                return Status(failure(FilesError::TooLarge));
            }
            QFile file(request.path);
            const bool isWritten = file.open(QIODevice::WriteOnly) && file.write(found->second) >= 0;
            return isWritten ? Status() : Status(failure(FilesError::IoFailed));
        });
    }

    /// Ends what is under way, unless it was given up.
    void release()
    {
        for (Held &held : std::exchange(m_held, {})) {
            if (held.transfer) {
                tell(*held.transfer, held.work());
            }
        }
    }
    /// Tells that half of it is done.
    void progress()
    {
        for (const Held &held : m_held) {
            if (held.transfer) {
                Q_EMIT held.transfer->progressed(50, 100);
            }
        }
    }
    [[nodiscard]] int underWay() const
    {
        int count = 0;
        for (const Held &held : m_held) {
            count += held.transfer ? 1 : 0;
        }
        return count;
    }

    std::map<QUrl, QByteArray> stored;
    std::vector<HttpPut> uploads;
    std::vector<HttpGet> downloads;
    std::optional<FilesError> error; ///< what everything ends with
    bool holds = false; ///< until release()

private:
    struct Held
    {
        QPointer<HttpTransfer> transfer;
        std::function<Status()> work;
    };

    static void tell(HttpTransfer &transfer, const Status &status)
    {
        if (status) {
            Q_EMIT transfer.finished();
        } else {
            Q_EMIT transfer.failed(status.error());
        }
    }
    [[nodiscard]] std::unique_ptr<HttpTransfer> begin(std::function<Status()> work)
    {
        auto transfer = std::make_unique<HttpTransfer>();
        if (holds) {
            m_held.push_back({transfer.get(), std::move(work)});
        } else {
            QMetaObject::invokeMethod(
                transfer.get(), [raw = transfer.get(), work = std::move(work)] { tell(*raw, work()); },
                Qt::QueuedConnection);
        }
        return transfer;
    }

    std::vector<Held> m_held;
};

} // namespace wardline::files
