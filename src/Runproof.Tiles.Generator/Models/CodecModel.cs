namespace Runproof.Tiles.Generator.Models;

/// <summary>The codec of one type that has parts.</summary>
/// <param name="Assembly">The namespace of what is generated for the assembly.</param>
/// <param name="Name">What the methods are called after <c>Write_</c> and <c>Read_</c>.</param>
/// <param name="Display">The full name of the type.</param>
/// <param name="WriteBody">The statements that write <c>value</c>.</param>
/// <param name="ReadBody">The statements that read and return a value.</param>
internal sealed record CodecModel(string Assembly, string Name, string Display, string WriteBody, string ReadBody);
