// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/look_settings.h"

#include "ui/kit/banner.h"
#include "ui/kit/language.h"
#include "ui/kit/metrics.h"
#include "ui/kit/preferences.h"
#include "ui/settings/choice_setting.h"
#include "ui/settings/switch_setting.h"

#include <QVBoxLayout>

namespace wardline::ui {

using namespace Qt::StringLiterals;

namespace {

const QString kAsDesktop = u"system"_s;

QList<ChoiceSetting::Choice> languages()
{
    QList<ChoiceSetting::Choice> choices{{kAsDesktop, LookSettings::tr("Same as the computer")}};
    const QList<LanguageChoice> all = Language::choices();
    for (const LanguageChoice &language : all) {
        choices.append({language.code, language.name});
    }
    return choices;
}

QList<ChoiceSetting::Choice> schemes()
{
    return {{schemeName(Scheme::System), LookSettings::tr("Same as the computer")},
            {schemeName(Scheme::Light), LookSettings::tr("Light")},
            {schemeName(Scheme::Dark), LookSettings::tr("Dark")},
            {schemeName(Scheme::HighContrast), LookSettings::tr("High contrast, in the system's colours")}};
}

QList<ChoiceSetting::Choice> textSizes()
{
    return {{u"100"_s, LookSettings::tr("Normal")},
            {u"115"_s, LookSettings::tr("Large")},
            {u"130"_s, LookSettings::tr("Very large")}};
}

} // namespace

LookSettings::LookSettings(const Context &context, QWidget *parent)
    : SettingsSection(context, tr("Look and language"), parent)
    , m_banner(new Banner(context.theme))
    , m_language(new ChoiceSetting(context.theme, u"language"_s, tr("Language"), languages()))
    , m_scheme(new ChoiceSetting(context.theme, u"scheme"_s, tr("Colours"), schemes()))
    , m_text(new ChoiceSetting(context.theme, u"text"_s, tr("Size of text"), textSizes()))
    , m_motion(new SwitchSetting(context.theme, u"reducedMotion"_s, tr("No motion"),
                                 tr("Nothing slides or fades. Also on when the computer asks for it.")))
{
    setObjectName(u"lookSettings"_s);
    m_banner->setObjectName(u"lookBanner"_s);
    addNote(tr("For everybody who uses this computer account. Takes effect at once."));
    column().addWidget(m_banner);
    column().addSpacing(metrics::kSpace8);
    for (QWidget *setting : {static_cast<QWidget *>(m_language), static_cast<QWidget *>(m_scheme),
                             static_cast<QWidget *>(m_text), static_cast<QWidget *>(m_motion)}) {
        column().addWidget(setting);
        column().addSpacing(metrics::kSpace16);
    }
    Preferences *const preferences = context.preferences;
    if (!preferences) {
        widget()->setEnabled(false);
        return;
    }
    const auto change = [this, preferences](auto edit) {
        return [preferences, edit](const auto &value) {
            Appearance appearance = preferences->appearance();
            edit(appearance, value);
            preferences->set(appearance);
        };
    };
    connect(m_language, &ChoiceSetting::chosen, this, change([](Appearance &appearance, const QString &id) {
                appearance.language = id == kAsDesktop ? QString() : id;
            }));
    connect(m_scheme, &ChoiceSetting::chosen, this, change([](Appearance &appearance, const QString &id) {
                appearance.scheme = schemeFromName(id).value_or(Scheme::System);
            }));
    connect(m_text, &ChoiceSetting::chosen, this,
            change([](Appearance &appearance, const QString &id) { appearance.textPercent = id.toInt(); }));
    connect(m_motion, &SwitchSetting::switched, this,
            change([](Appearance &appearance, bool isOn) { appearance.reducesMotion = isOn; }));
    connect(preferences, &Preferences::changed, this, &LookSettings::refresh);
    refresh();
}

void LookSettings::refresh()
{
    const Preferences *const preferences = m_context.preferences;
    if (!preferences) {
        return;
    }
    const Appearance &appearance = preferences->appearance();
    m_language->setCurrent(appearance.language.isEmpty() ? kAsDesktop : appearance.language);
    m_language->setFixed(preferences->fixedLanguage() ? &*preferences->fixedLanguage() : nullptr);
    m_scheme->setCurrent(schemeName(appearance.scheme));
    const auto &fixed = preferences->fixedScheme();
    m_scheme->setFixed(fixed ? &*fixed : nullptr,
                       fixed ? QStringList{fixed->value, schemeName(Scheme::HighContrast)} : QStringList());
    m_text->setCurrent(QString::number(appearance.textPercent));
    m_motion->setOn(appearance.reducesMotion);
    if (!preferences->isKept()) {
        m_banner->say(
            Banner::Kind::Concern,
            tr("This cannot be kept on this computer, so it holds until Wardline ends. Tell your IT department: %1")
                .arg(preferences->path()),
            {}, false);
    } else if (preferences->fileProblem() != AppearanceFileProblem::None) {
        m_banner->say(
            Banner::Kind::Concern,
            tr("What was chosen here before could not be read, so the defaults hold. Choose again to replace it."), {},
            false);
    } else {
        m_banner->dismiss();
    }
}

} // namespace wardline::ui
