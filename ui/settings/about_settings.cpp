// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/about_settings.h"

#include "ui/kit/button.h"
#include "ui/kit/metrics.h"
#include "ui/kit/preferences.h"
#include "ui/kit/words.h"
#include "ui/settings/third_parties.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QGridLayout>
#include <QGuiApplication>
#include <QSysInfo>
#include <QVBoxLayout>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {

/// A path may break at its slashes.
QString breakable(QString path)
{
    return path.replace(u"/"_s, u"/\u200B"_s);
}

QGridLayout *makeGrid(QWidget *parent = nullptr)
{
    auto *grid = new QGridLayout(parent);
    grid->setHorizontalSpacing(metrics::kSpace24);
    grid->setVerticalSpacing(metrics::kSpace8);
    return grid;
}

} // namespace

AboutSettings::AboutSettings(const Context &context, const service::Workstation &workstation, QWidget *parent)
    : SettingsSection(context, tr("About Wardline"), parent)
    , m_workstation(workstation)
    , m_places(new QWidget)
    , m_copied(new Words(context.theme, FontRole::Body, {}, nullptr, Words::Ink::Muted))
{
    setObjectName(u"aboutSettings"_s);
    const Theme &theme = context.theme;
    auto *version = new Words(theme, FontRole::Strong, tr("Version %1").arg(QCoreApplication::applicationVersion()));
    version->setObjectName(u"version"_s);
    column().addWidget(version);
    addNote(
        tr("Free software under the GNU General Public License, version 3 or later: you may use, study, pass on and "
           "change it. It comes without any warranty."));

    addHead(tr("On this computer"));
    column().addWidget(m_places);
    auto *copyButton = new Button(theme, Button::Kind::Outlined, tr("Copy for the help desk"));
    copyButton->setObjectName(u"copyPlaces"_s);
    copyButton->setLeadingIcon(Icon::Copy);
    m_copied->setObjectName(u"copiedNote"_s);
    auto *row = new QHBoxLayout;
    row->addWidget(copyButton);
    row->addWidget(m_copied, 1);
    column().addSpacing(metrics::kSpace8);
    column().addLayout(row);

    addHead(tr("Made with"));
    auto *grid = makeGrid();
    grid->setColumnStretch(2, 1);
    int line = 0;
    const QList<ThirdParty> all = thirdParties();
    for (const ThirdParty &library : all) {
        auto *licence = new Words(theme, FontRole::Body, library.licence, nullptr, Words::Ink::Muted);
        licence->setWordWrap(true);
        grid->addWidget(new Words(theme, FontRole::Body, library.name), line, 0, Qt::AlignTop);
        grid->addWidget(new Words(theme, FontRole::Body, library.version), line, 1, Qt::AlignTop);
        grid->addWidget(licence, line, 2, Qt::AlignTop);
        ++line;
    }
    column().addLayout(grid);
    connect(copyButton, &Button::clicked, this, &AboutSettings::copy);
    refresh();
}

QList<std::pair<QString, QString>> AboutSettings::places() const
{
    const service::DataPlaces places = m_workstation.places();
    QList<std::pair<QString, QString>> lines{{tr("Profile"), places.profile}};
    if (!places.cache.isEmpty()) {
        lines.append({tr("Messages, encrypted"), places.cache});
        lines.append({tr("Audit log"), places.audit});
    }
    lines.append({tr("Policy"), places.policy.join(u'\n')});
    if (m_context.preferences && !m_context.preferences->path().isEmpty()) {
        lines.append({tr("Look and language"), m_context.preferences->path()});
    }
    return lines;
}

void AboutSettings::refresh()
{
    delete m_places->layout();
    qDeleteAll(m_places->findChildren<QWidget *>(Qt::FindDirectChildrenOnly));
    auto *list = new QVBoxLayout(m_places); // a path has the whole width
    list->setContentsMargins({});
    list->setSpacing(metrics::kSpace4);
    const auto lines = places();
    for (const auto &[what, paths] : lines) {
        if (list->count() > 0) {
            list->addSpacing(metrics::kSpace4);
        }
        auto *label = new Words(m_context.theme, FontRole::Caption, what, nullptr, Words::Ink::Muted);
        label->setWordWrap(true);
        list->addWidget(label);
        for (const QString &path : paths.split(u'\n')) {
            auto *words = new Words(m_context.theme, FontRole::Body, breakable(path));
            words->setWordWrap(true);
            words->setAccessibleName(path);
            list->addWidget(words);
        }
    }
    m_copied->clear();
}

/// Paths and versions, nothing of a conversation; the account is not in them, profiles have a digest for a name.
void AboutSettings::copy()
{
    QStringList text{u"Wardline "_s + QCoreApplication::applicationVersion(),
                     u"Qt "_s + QString::fromLatin1(qVersion()) + u", "_s + QGuiApplication::platformName() + u", "_s
                         + QSysInfo::prettyProductName()};
    const auto lines = places();
    for (const auto &[what, path] : lines) {
        text << what + u": "_s + QString(path).replace(u'\n', u", "_s);
    }
    QGuiApplication::clipboard()->setText(text.join(u'\n'));
    m_copied->setText(tr("Copied"));
}

} // namespace wardline::ui
