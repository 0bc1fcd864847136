using System.CommandLine;
using System.Text;
using Runproof.Cli.Rendering;
using Runproof.Cli.Targets;
using Runproof.Core.Diagnostics;
using Runproof.Runs.Claims;
using Runproof.Runs.Files;
using Runproof.Runs.Reports;

namespace Runproof.Cli.Verbs;

/// <summary><c>report RUN</c>: verifies a run and renders what it tells.</summary>
internal sealed class ReportVerb : Verb
{
    private const string Html = "html";
    private const string Markdown = "md";
    private const string Json = "json";

    private readonly Argument<string> _run = new("RUN") { Description = RunTarget.Description };
    private readonly Option<string?> _format = new("--format") { Description = "The form (default: html, with --json json)", HelpName = "html|md|json" };
    private readonly Option<string?> _file = new("-o")
    {
        Description = "The file (default: for html runproof-report-<run>.html in this folder, else the output)",
        HelpName = "FILE",
    };

    /// <summary>Declares the arguments.</summary>
    public ReportVerb()
        : base("report", "Verify a recorded run and render everything it tells as one page")
    {
        _format.AcceptOnlyFromAmong(Html, Markdown, Json);
        Add(_run);
        Add(_format);
        Add(_file);
    }

    /// <inheritdoc />
    public override IReadOnlyList<(string Arguments, string Does)> Examples =>
    [
        ("report latest", "an HTML page about the newest run"),
        ("report latest --format md", "the same as Markdown, for a pull request"),
    ];

    /// <inheritdoc />
    public override Task<int> RunAsync(ParseResult arguments, Output output, CancellationToken cancellationToken)
    {
        var format = arguments.GetValue(_format) ?? (output.IsJson ? Json : Html);
        var file = arguments.GetValue(_file);
        var target = RunTarget.Find(arguments, arguments.GetRequiredValue(_run));
        var report = Gather(target);
        if (file is null && format != Html)
        {
            if (format == Json || output.IsJson)
                output.Json(JsonReport.Schema, json => JsonReport.Write(json, report));
            else
                output.Text.Write(MarkdownReport.Write(report));
            return Task.FromResult(0);
        }

        var path = Path.GetFullPath(file ?? $"runproof-report-{FileName(report.RunId)}.html");
        var content = format == Json
            ? [.. Output.Document(JsonReport.Schema, json => JsonReport.Write(json, report)), (byte)'\n']
            : Encoding.UTF8.GetBytes(format == Html ? HtmlReport.Write(report) : MarkdownReport.Write(report));
        AtomicFile.Write(path, content);
        if (output.IsJson)
        {
            output.Json("runproof.report.file/1", json =>
            {
                json.WriteString("run", report.RunId);
                json.WriteString("format", format);
                json.WriteString("file", path);
                json.WriteNumber("bytes", content.Length);
            });
        }
        else
        {
            output.Text.WriteLine(Printable.Of(path));
        }

        return Task.FromResult(0);
    }

    /// <summary>Verifies a run and gathers its report.</summary>
    /// <exception cref="RunproofException">The file is no trace, or is damaged.</exception>
    internal static RunReport Gather(RunTarget target)
    {
        if (!RunVerifier.TryVerify(target.Store, target.Location, null, out var verdict, out var error))
            throw new RunproofException(error);
        return verdict.Trace is null ? throw new RunproofException(verdict.Verdict.Decisive!.Why!) : RunReport.Of(verdict);
    }

    // A trace from elsewhere may call itself anything.
    private static string FileName(string runId) => string.Concat(runId.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' ? c : '_').Take(64));
}
