// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QSslSocket>
#include <QTemporaryDir>

#include <functional>

namespace wardline {

/// A web server on loopback for one kind of answer, with an authority made for this run by the openssl command.
class HttpsServer
{
public:
    [[nodiscard]] bool start()
    {
        const bool isMade = make(QStringLiteral("ca"), QStringLiteral("/CN=authority"), {})
            && make(QStringLiteral("other"), QStringLiteral("/CN=other"), {})
            && make(QStringLiteral("leaf"), QStringLiteral("/CN=localhost"), QStringLiteral("ca"));
        QFile keyFile(path(QStringLiteral("leaf.key")));
        if (!isMade || !keyFile.open(QIODevice::ReadOnly)) {
            return false;
        }
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setPrivateKey(QSslKey(&keyFile, QSsl::Ec));
        tls.setLocalCertificate(certificate(QStringLiteral("leaf")));
        m_server.setSslConfiguration(tls);
        QObject::connect(&m_server, &QSslServer::pendingConnectionAvailable, &m_server, [this] { serve(); });
        return m_server.listen(QHostAddress::LocalHost);
    }
    [[nodiscard]] QUrl url(const QString &where = QStringLiteral("/f")) const
    {
        return QUrl(QStringLiteral("https://localhost:%1%2").arg(m_server.serverPort()).arg(where));
    }
    [[nodiscard]] QSslCertificate certificate(const QString &name) const
    {
        return QSslCertificate::fromPath(path(name + QStringLiteral(".pem"))).value(0);
    }

    /// What is answered once a request is whole. The default hangs up.
    std::function<void(QSslSocket &socket, const QByteArray &request)> answer;
    QByteArray request; ///< the last one, head and body
    int connections = 0;

private:
    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }
    [[nodiscard]] static bool openssl(const QStringList &arguments)
    {
        QProcess process;
        process.start(QStringLiteral("openssl"), arguments);
        return process.waitForFinished() && process.exitCode() == 0;
    }
    [[nodiscard]] bool make(const QString &name, const QString &subject, const QString &authority) const
    {
        QStringList words{QStringLiteral("req"),
                          QStringLiteral("-x509"),
                          QStringLiteral("-newkey"),
                          QStringLiteral("ec"),
                          QStringLiteral("-pkeyopt"),
                          QStringLiteral("ec_paramgen_curve:P-256"),
                          QStringLiteral("-nodes"),
                          QStringLiteral("-keyout"),
                          path(name + QStringLiteral(".key")),
                          QStringLiteral("-subj"),
                          subject,
                          QStringLiteral("-days"),
                          QStringLiteral("2"),
                          QStringLiteral("-out"),
                          path(name + QStringLiteral(".pem"))};
        if (!authority.isEmpty()) {
            words += {QStringLiteral("-CA"),     path(authority + QStringLiteral(".pem")),
                      QStringLiteral("-CAkey"),  path(authority + QStringLiteral(".key")),
                      QStringLiteral("-addext"), QStringLiteral("subjectAltName=DNS:localhost"),
                      QStringLiteral("-addext"), QStringLiteral("basicConstraints=critical,CA:FALSE")};
        }
        return openssl(words);
    }
    void serve()
    {
        while (QTcpSocket *pending = m_server.nextPendingConnection()) {
            ++connections;
            auto *socket = qobject_cast<QSslSocket *>(pending);
            request.clear();
            QObject::connect(socket, &QSslSocket::readyRead, socket, [this, socket] {
                request += socket->readAll();
                const qsizetype head = request.indexOf("\r\n\r\n");
                if (head < 0) {
                    return;
                }
                const qsizetype at = request.toLower().indexOf("content-length: ");
                const qsizetype length =
                    at < 0 || at > head ? 0 : request.sliced(at + 16, request.indexOf('\r', at) - at - 16).toLongLong();
                if (request.size() >= head + 4 + length) {
                    if (answer) {
                        answer(*socket, request);
                    } else {
                        socket->disconnectFromHost();
                    }
                }
            });
            QObject::connect(socket, &QSslSocket::disconnected, socket, &QObject::deleteLater);
        }
    }

    QTemporaryDir m_folder;
    QSslServer m_server;
};

} // namespace wardline
