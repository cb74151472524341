// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/error_words.h"
#include "app/ctl/runner.h"
#include "app/hardening/hardening.h"

#include <QCoreApplication>

#include <cstdio>

namespace {

bool isHardened()
{
    bool isGood = true;
    for (const wardline::hardening::Measure &measure : wardline::hardening::hardenProcess()) {
        if (measure.isRequired && !measure.isInForce) {
            std::fprintf(stderr, "wardlinectl: %s could not be put in force\n", measure.name.c_str());
            isGood = false;
        }
    }
    return isGood;
}

} // namespace

int main(int argc, char *argv[])
{
    using namespace wardline;
    if (!isHardened()) {
        return ctl::Failed;
    }
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("wardline"));
    QCoreApplication::setApplicationVersion(QStringLiteral(WARDLINE_VERSION));

    auto line = ctl::parseCommandLine(application.arguments().mid(1));
    ctl::Output output(line && line->isJson);
    if (!line) {
        output.note(ctl::usage());
        return ctl::Usage;
    }
    if (line->wantsHelp || line->wantsVersion) {
        const QString version = QCoreApplication::applicationVersion();
        output.result({{QStringLiteral("version"), version}},
                      line->wantsHelp ? ctl::usage() : QString(QStringLiteral("wardlinectl ") + version));
        return ctl::Done;
    }
    auto composition = app::Composition::create(line->composition);
    if (!composition) {
        output.note(ctl::errorWords(composition.error()));
        return ctl::Failed;
    }
    (*composition)->environment().isHeadless = true;
    ctl::Input input;
    ctl::Runner runner(std::move(*line), **composition, input, output);
    QMetaObject::invokeMethod(
        &runner, [&runner] { runner.start([](int exitCode) { QCoreApplication::exit(exitCode); }); },
        Qt::QueuedConnection);
    return QCoreApplication::exec();
}
