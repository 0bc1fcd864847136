using System.Text;

namespace Runproof.Cli.Rendering;

/// <summary>Where the command line writes: results to one stream, everything else to the other, both UTF-8 without a byte order mark.</summary>
internal sealed class Streams : IDisposable
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Wraps two streams, which are closed with this object.</summary>
    /// <param name="output">Takes results.</param>
    /// <param name="error">Takes errors, progress and logs.</param>
    /// <param name="outputIsTerminal">Whether a person reads the results as they come.</param>
    /// <param name="errorIsTerminal">Whether a person reads the errors as they come.</param>
    public Streams(Stream output, Stream error, bool outputIsTerminal, bool errorIsTerminal)
    {
        Output = new StreamWriter(output, Utf8) { NewLine = "\n" };
        Error = new StreamWriter(error, Utf8) { NewLine = "\n", AutoFlush = true };
        OutputIsTerminal = outputIsTerminal;
        ErrorIsTerminal = errorIsTerminal;
    }

    /// <summary>Takes results.</summary>
    public StreamWriter Output { get; }

    /// <summary>Takes errors, progress and logs; written at once.</summary>
    public StreamWriter Error { get; }

    /// <summary>Whether a person reads the results as they come.</summary>
    public bool OutputIsTerminal { get; }

    /// <summary>Whether a person reads the errors as they come.</summary>
    public bool ErrorIsTerminal { get; }

    /// <summary>The streams of the process. The platform's console stream swallows a broken pipe, so that <c>| head</c> ends quietly.</summary>
    public static Streams OfProcess() => new(
        Console.OpenStandardOutput(),
        Console.OpenStandardError(),
        !Console.IsOutputRedirected,
        !Console.IsErrorRedirected);

    /// <inheritdoc />
    public void Dispose()
    {
        Output.Dispose();
        Error.Dispose();
    }
}
