namespace Runproof.Tiles.Generator.Models;

/// <summary>A type where it is used: its name in C#, its schema, and how a value is written and read there.</summary>
/// <param name="Display">The full name in C#, with what may be null.</param>
/// <param name="RuntimeName">The full name without what may be null, as it is at run time.</param>
/// <param name="Schema">The text of the schema.</param>
/// <param name="MinSize">The fewest bytes of a value.</param>
/// <param name="Depth">How deeply the schema is nested.</param>
/// <param name="WriteCall">The call that writes <c>$</c> to <c>writer</c>.</param>
/// <param name="ReadCall">The call that reads a value from <c>reader</c>.</param>
internal sealed record TypeUse(string Display, string RuntimeName, string Schema, int MinSize, int Depth, string WriteCall, string ReadCall)
{
    public string Write(string value) => WriteCall.Replace("$", value) + ";";
}
