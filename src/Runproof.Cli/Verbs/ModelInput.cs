using Runproof.Models.Tensors;
using Runproof.Runs;

namespace Runproof.Cli.Verbs;

/// <summary>Reads the input of a model from where the command says.</summary>
internal static class ModelInput
{
    private const string StandardInput = "-";

    /// <summary>The tensors of a file, of the standard input where the path is <c>-</c>, or of the <c>input.json</c> beside the model where it is null.</summary>
    public static IReadOnlyList<Tensor> Read(Runner runner, string? path)
    {
        if (path != StandardInput)
            return runner.ReadInput(path);
        using var stream = Console.OpenStandardInput();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return runner.ParseInput(bytes.GetBuffer().AsSpan(0, (int)bytes.Length), "standard input");
    }
}
