using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Runproof.Core.Diagnostics;

namespace Runproof.Cli.Rendering;

/// <summary>What a verb writes its answer to.</summary>
internal sealed class Output(Streams streams, OutputSettings settings)
{
    private const string Red = "\e[31m";
    private const string Plain = "\e[0m";
    private const string EraseLine = "\e[K";

    private static readonly JsonWriterOptions Indented = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Whether the answer is to be one JSON document.</summary>
    public bool IsJson => settings.Json;

    /// <summary>Whether nothing but the answer and errors is wanted.</summary>
    public bool IsQuiet => settings.Quiet;

    /// <summary>Whether details are wanted.</summary>
    public bool IsVerbose => settings.Verbose;

    /// <summary>Whether progress is worth showing: a person waits at a terminal and did not ask for quiet.</summary>
    public bool ShowsProgress => streams.ErrorIsTerminal && !settings.Quiet;

    /// <summary>Whether text on the output may be coloured.</summary>
    public bool Colours => streams.OutputIsTerminal && settings.Colour;

    /// <summary>Takes an answer in words.</summary>
    public TextWriter Text => streams.Output;

    /// <summary>Writes the one JSON document of a command, after all of it has been made.</summary>
    /// <param name="schema">Name and version of the document's shape, such as <c>runproof.inspect/1</c>.</param>
    /// <param name="write">Writes the properties that follow the schema.</param>
    public void Json(string schema, Action<Utf8JsonWriter> write) => streams.Output.WriteLine(Encoding.UTF8.GetString(Document(schema, write)));

    /// <summary>The bytes of a JSON document, without a line break at its end.</summary>
    /// <param name="schema">Name and version of the document's shape.</param>
    /// <param name="write">Writes the properties that follow the schema.</param>
    public static ReadOnlySpan<byte> Document(string schema, Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(bytes, Indented))
        {
            json.WriteStartObject();
            json.WriteString("schema", schema);
            write(json);
            json.WriteEndObject();
        }

        return bytes.WrittenSpan;
    }

    /// <summary>Writes what went wrong: a document to the output with <c>--json</c>, else two lines to the error stream.</summary>
    public void Fail(Diagnostic error)
    {
        if (settings.Json && TryFailAsJson(error))
            return;

        var (red, plain) = streams.ErrorIsTerminal && settings.Colour ? (Red, Plain) : ("", "");
        var place = error.Offset is { } at ? $" at byte {at}" : "";
        streams.Error.WriteLine($"{red}error {error.Code}{plain} {Printable.Of($"{error.Subject}{place}: {error.Message}")}");
        streams.Error.WriteLine($"try {Printable.Of(error.Hint)}");
    }

    /// <summary>Writes what the reader should know before trusting the answer, unless only answers and errors are wanted.</summary>
    public void Warn(string line)
    {
        if (!settings.Quiet)
            streams.Error.WriteLine($"warning {Printable.Of(line)}");
    }

    /// <summary>Replaces the line of progress on the terminal; an empty text removes it.</summary>
    public void Progress(string line)
    {
        if (ShowsProgress)
            streams.Error.Write($"\r{EraseLine}{Printable.Of(line)}");
    }

    /// <summary>Writes a line that helps to find a problem, where details are wanted.</summary>
    public void Detail(string line)
    {
        if (settings.Verbose)
            streams.Error.WriteLine(line);
    }

    /// <summary>Sends everything on its way.</summary>
    /// <exception cref="IOException">The stream cannot take it, for example because the disk is full.</exception>
    public void Flush() => streams.Output.Flush();

    /// <summary>False where the output takes nothing any more, which may be what went wrong.</summary>
    private bool TryFailAsJson(Diagnostic error)
    {
        try
        {
            Json("runproof.error/1", json =>
            {
                json.WriteString("code", error.Code.Name);
                json.WriteString("message", error.Message);
                json.WriteString("subject", error.Subject);
                json.WriteString("hint", error.Hint);
                if (error.Offset is { } offset)
                    json.WriteNumber("offset", offset);
            });
            Flush();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
