using System.Globalization;
using System.Text;
using Runproof.Circuits.Graph;
using Runproof.Core.Hashing;
using Runproof.Core.Programs;
using Runproof.Runs.Execution;
using Runproof.Runs.Files;
using Runproof.Runs.Metadata;
using Runproof.Runs.Planning;

namespace Runproof.Runs.Compiling;

/// <summary>Names everything that a circuit is made from, so that it is made again only if something of that changed.</summary>
internal sealed class CompileRecipe
{
    /// <summary>Changes whenever the same things give other circuits.</summary>
    private const string Compiler = "runproof.compile/2";

    private readonly byte[] _common;

    public CompileRecipe(PreparedModel model, CompileRequest request, WeightsKind weights)
    {
        var location = model.Location;
        var made = model.Metadata.Slices.SelectMany(slice => new[] { slice.Path, slice.Circuit?.Path }).ToHashSet(StringComparer.Ordinal);
        string[] samples = [request.Calibration ?? Path.Combine(location.ModelFolder, SampleInputs.FileName), location.InputFile];
        var text = new StringBuilder();
        text.Append(Compiler).Append('\n').Append(request.Precision).Append('\n').Append(request.MaxError.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
        text.Append(weights.Text()).Append('\n');
        foreach (var file in samples.Where(File.Exists).Take(1))
            text.Append(FileDigest.Of(file)).Append('\n');
        foreach (var (path, digest) in model.Metadata.Digests.Where(pair => !made.Contains(pair.Key)))
            text.Append(path).Append('\n').Append(digest).Append('\n');
        _common = Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>The recipe of a slice.</summary>
    /// <param name="slice">The slice.</param>
    /// <param name="inputs">The precision of each of its inputs.</param>
    public Digest Of(SliceEntry slice, IEnumerable<CircuitPrecision> inputs) => TaggedHash.Compute(
        DigestTags.CompileRecipe, _common, Encoding.UTF8.GetBytes($"{slice.Digest}\n{string.Join(',', inputs)}"));
}
