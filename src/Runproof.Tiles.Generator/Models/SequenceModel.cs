namespace Runproof.Tiles.Generator.Models;

/// <summary>A sequence.</summary>
/// <param name="Assembly">The namespace of what is generated for the assembly.</param>
/// <param name="Namespace">The namespace of its class; empty for none.</param>
/// <param name="Class">Its class.</param>
/// <param name="Method">The method.</param>
/// <param name="IsEntry">Whether it is a program.</param>
/// <param name="Description">What it does.</param>
/// <param name="Statements">The statements that describe it to <c>s</c>.</param>
/// <param name="Types">The types that it names.</param>
/// <param name="Codecs">The codecs that it needs.</param>
internal sealed record SequenceModel(
    string Assembly,
    string Namespace,
    string Class,
    string Method,
    bool IsEntry,
    string Description,
    EquatableArray<string> Statements,
    EquatableArray<TypeUse> Types,
    EquatableArray<CodecModel> Codecs)
{
    public string Name => Namespace.Length == 0 ? $"{Class}.{Method}" : $"{Namespace}.{Class}.{Method}";
}
