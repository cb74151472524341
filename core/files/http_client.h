// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QList>
#include <QObject>
#include <QString>
#include <QUrl>

#include <memory>

namespace wardline::files {

/// A header field that the relay wants back.
struct HttpHeader
{
    QByteArray name;
    QByteArray value;
    bool operator==(const HttpHeader &) const = default;
};

/// Puts the file at `path` where a slot says.
struct HttpPut
{
    QUrl url;
    QList<HttpHeader> headers;
    QString path;
};

/// Fetches into a file at `path`, which appears only when it is whole.
struct HttpGet
{
    QUrl url;
    QString path;
    qint64 limit = 0; ///< bytes; what says or sends more ends with TooLarge
};

/// Something on its way. Destroying it ends it; nothing is emitted then.
class HttpTransfer : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

Q_SIGNALS:
    /// `total` is -1 while it is not known.
    void progressed(qint64 done, qint64 total);
    /// One of the two, once, never before the call that began it has returned. Whoever is told may destroy it.
    void finished();
    /// FilesError: NotHttps, Redirected, NotReachable, Certificate, Forbidden, Gone, ServerFailed, TooLarge, Truncated,
    /// DiskFull, IoFailed.
    void failed(const wardline::Error &reason);
};

/// Brings files to the relay and back. https only; no redirects, no cookies but a slot's own, no cache. Whether a host
/// may be asked at all is the caller's question (HostRules). Main thread.
class HttpClient
{
public:
    virtual ~HttpClient() = default;
    [[nodiscard]] virtual std::unique_ptr<HttpTransfer> put(const HttpPut &request) = 0;
    [[nodiscard]] virtual std::unique_ptr<HttpTransfer> get(const HttpGet &request) = 0;
};

} // namespace wardline::files
