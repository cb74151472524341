// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/live/roaming_key.h"

#include "core/auth/file_machine_secret.h"
#include "core/crypto/hmac.h"
#include "core/history/roaming_bundle.h"
#include "core/base/when_finished.h"

namespace wardline::service {

using namespace Qt::StringLiterals;

namespace {

const QString kBlob = u"roaming-root"_s;
constexpr qsizetype kKeySize = 32;
constexpr qsizetype kMarkSize = 32;

/// Tells whether a kept root was made with this secret for this account, without telling the secret.
QByteArray markOf(const SecretBytes &secret, const model::Jid &account)
{
    return crypto::hmacSha256(secret, QByteArray("wardline roaming mark v1" + account.toString().toUtf8()))
        .view()
        .toByteArray();
}

} // namespace

RoamingKey::RoamingKey(Environment &environment, auth::Vault &vault)
    : m_environment(environment)
    , m_vault(vault)
{
}

RoamingKey::~RoamingKey() = default;

void RoamingKey::setState(State state)
{
    if (m_state != state) {
        m_state = state;
        Q_EMIT changed();
    }
}

void RoamingKey::forget()
{
    ++m_generation;
    m_root.clear();
    m_state = State::Closed; // nobody is told: those who would ask go, too
}

bool RoamingKey::takeKept(QByteArrayView mark)
{
    const Result<SecretBytes> kept = m_vault.readLasting(kBlob);
    if (!kept || kept->view().size() != kKeySize + kMarkSize || kept->view().sliced(kKeySize) != mark) {
        return false;
    }
    m_root = SecretBytes::copyOf(kept->view().first(kKeySize));
    return true;
}

void RoamingKey::proven(const SecretBytes &password, const model::Jid &account, bool isNew)
{
    const HistoryRules &rules = m_environment.rules.history;
    if (!rules.isRoaming || rules.secretFile.isEmpty()) {
        (void)m_vault.removeLasting(kBlob);
        setState(rules.isRoaming ? State::NoSecret : State::Off);
        return;
    }
    Result<SecretBytes> secret = auth::FileMachineSecret(rules.secretFile, rules.secretOwner).read();
    if (!secret) {
        setState(State::NoSecret);
        return;
    }
    const QByteArray mark = markOf(*secret, account);
    if (!isNew && takeKept(mark)) {
        setState(State::Ready);
        return;
    }
    const int generation = ++m_generation;
    setState(State::Deriving);
    auto kept = std::make_shared<SecretBytes>(std::move(*secret));
    auto deriving = m_environment.keyWorker.derive(password.clone(), history::roamingSalt(account), {});
    whenFinished(deriving, this, [this, generation, account, kept, mark](const QFuture<Result<SecretBytes>> &done) {
        if (generation != m_generation || done.resultCount() == 0) {
            return;
        }
        QFuture<Result<SecretBytes>> future = done;
        const Result<SecretBytes> passwordKey = future.takeResult();
        auto root = passwordKey ? history::roamingRoot(*passwordKey, *kept, account)
                                : Result<SecretBytes>(std::unexpected(passwordKey.error()));
        if (!root) {
            setState(State::Closed);
            return;
        }
        m_root = std::move(*root);
        (void)m_vault.storeLasting(kBlob, SecretBytes::concat(m_root, SecretBytes::copyOf(mark)));
        setState(State::Ready);
    });
}

} // namespace wardline::service
