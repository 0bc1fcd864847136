namespace Runproof.Tiles.Generator.Models;

/// <summary>A tile.</summary>
/// <param name="Assembly">The namespace of what is generated for the assembly.</param>
/// <param name="Namespace">The namespace of its class; empty for none.</param>
/// <param name="Class">Its class.</param>
/// <param name="Method">The method.</param>
/// <param name="Description">What it does.</param>
/// <param name="EstimatedCycles">Expected cycles.</param>
/// <param name="MaxMemory">Most bytes.</param>
/// <param name="Parameters">The parameters, in order.</param>
/// <param name="Result">What a success gives: the state where it may break.</param>
/// <param name="CanFail">Whether it returns a <c>Result</c>.</param>
/// <param name="CanBreak">Whether it returns a <c>Fold</c>.</param>
/// <param name="Source">The normalised source.</param>
/// <param name="Toolchain">What makes it run.</param>
/// <param name="Codecs">The codecs that it needs.</param>
internal sealed record TileModel(
    string Assembly,
    string Namespace,
    string Class,
    string Method,
    string Description,
    long EstimatedCycles,
    long MaxMemory,
    EquatableArray<ParameterModel> Parameters,
    TypeUse Result,
    bool CanFail,
    bool CanBreak,
    string Source,
    string Toolchain,
    EquatableArray<CodecModel> Codecs)
{
    public string Name => Namespace.Length == 0 ? $"{Class}.{Method}" : $"{Namespace}.{Class}.{Method}";

    /// <summary>Whether it takes an item and a state and gives the state.</summary>
    public bool CanFold => Parameters.Count >= 2 && Parameters[1].Type.Schema == Result.Schema && Parameters[1].Type.Display == Result.Display && Parameters[0].Type.MinSize > 0;

    public IEnumerable<TypeUse> Types => Parameters.Select(parameter => parameter.Type).Append(Result);
}
