using System.Globalization;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using Runproof.Core.Diagnostics;
using Runproof.Core.Encoding;
using Runproof.Core.Hashing;
using Runproof.Core.Programs;

namespace Runproof.Core.Tests.Determinism;

/// <summary>Bytes and text do not depend on who runs the program, where or when.</summary>
public sealed class CultureTests
{
    [Fact]
    public void Bytes_and_text_are_the_same_in_a_hostile_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        string expected = Transcript();
        try
        {
            CultureInfo.CurrentCulture = Hostile();
            Assert.Equal("~1;5", (-1.5).ToString(CultureInfo.CurrentCulture));
            Assert.Equal(expected, Transcript());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    // A zone of time cannot matter to code that has no clock, so what is held is that it has none; nor chance, disk, network or threads.
    [Fact]
    public void Core_refers_to_no_clock_chance_disk_network_or_thread()
    {
        string[] names = ["DateTime", "DateTimeOffset", "DateOnly", "TimeZoneInfo", "TimeProvider", "Stopwatch", "Random", "RandomNumberGenerator", "Guid",
            "Environment", "Process", "Thread", "Task", "Parallel", "Console", "File", "FileStream", "Directory", "Socket", "HttpClient", "MathF"];
        using var file = new PEReader(File.OpenRead(typeof(Digest).Assembly.Location));
        MetadataReader metadata = file.GetMetadataReader();
        string[] referred = [.. metadata.TypeReferences.Select(handle => metadata.GetString(metadata.GetTypeReference(handle).Name))];

        Assert.Contains("IncrementalHash", referred);
        Assert.Empty(referred.Intersect(names, StringComparer.Ordinal));
    }

    private static CultureInfo Hostile()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NegativeSign = "~";
        culture.NumberFormat.PositiveSign = "!";
        culture.NumberFormat.NumberDecimalSeparator = ";";
        culture.NumberFormat.NumberGroupSeparator = "_";
        culture.NumberFormat.NumberGroupSizes = [1];
        culture.NumberFormat.NativeDigits = ["٠", "١", "٢", "٣", "٤", "٥", "٦", "٧", "٨", "٩"];
        culture.NumberFormat.DigitSubstitution = DigitShapes.NativeNational;
        return culture;
    }

    private static string Transcript()
    {
        var text = new StringBuilder();
        text.AppendLine(Convert.ToHexString(Samples.Program.Encoded.Span)).AppendLine(Convert.ToHexString(Samples.Claim.Encode()));
        foreach (var step in Samples.Steps)
            text.AppendLine(Convert.ToHexString(step.Encode()));
        text.AppendLine(Samples.Claim.Digest.ToString()).AppendLine(Samples.Claim.TraceRoot.ToShortString()).AppendLine(DigestTags.Claim.ToString());
        text.AppendLine(new Coordinates([1000, 0, uint.MaxValue]).ToString());

        var writer = new PostcardWriter();
        writer.WriteI64(-1_234_567);
        writer.WriteF64(-1.5);
        writer.WriteMap<string, byte>([new("İ", 1), new("i", 2), new("ı", 3), new("I", 4)], (key, name) => key.WriteString(name), (value, b) => value.WriteU8(b));
        text.AppendLine(Convert.ToHexString(writer.WrittenSpan));
        foreach (PostcardErrorKind kind in Enum.GetValues<PostcardErrorKind>())
            text.AppendLine(new PostcardError(kind, 1_234_567, "steps[1000].i", 1_000_000, ulong.MaxValue).ToDiagnostic("file", Phase.Read).ToString());
        var reader = new PostcardReader([2]);
        reader.Enter("steps", 1_000_000);
        reader.TryReadBool(out _);
        return text.AppendLine(reader.Error!.Path).ToString();
    }
}
