using Runproof.Models.Tensors;
using Runproof.Runs;

namespace Runproof.Cli.Verbs;

/// <summary>Reads the input of a model from where the command says.</summary>
internal static class ModelInput
{
    /// <summary>Stands for the standard input.</summary>
    public const string StandardInput = "-";

    /// <summary>The tensors of a file, of the standard input where the path is <c>-</c>, or of the <c>input.json</c> beside the model where it is null.</summary>
    public static IReadOnlyList<Tensor> Read(Runner runner, string? path)
    {
        if (path != StandardInput)
            return runner.ReadInput(path);
        return runner.ParseInput(ReadStandardInput(), "standard input");
    }

    /// <summary>Everything on the standard input.</summary>
    public static byte[] ReadStandardInput()
    {
        using var stream = Console.OpenStandardInput();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
