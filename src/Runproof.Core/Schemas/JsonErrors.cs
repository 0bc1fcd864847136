using Runproof.Core.Diagnostics;

namespace Runproof.Core.Schemas;

/// <summary>Errors of JSON that stands for a value.</summary>
public static class JsonErrors
{
    /// <summary>The text is not JSON.</summary>
    public static readonly ErrorCode Syntax = new("E_JSON_SYNTAX", ErrorClass.Malformed);

    /// <summary>The JSON has another kind of value than the schema.</summary>
    public static readonly ErrorCode Kind = new("E_JSON_KIND", ErrorClass.Malformed);

    /// <summary>A number is not one of the type, or a list does not have the length.</summary>
    public static readonly ErrorCode Range = new("E_JSON_RANGE", ErrorClass.Malformed);

    /// <summary>A field or variant is missing, unknown or there twice.</summary>
    public static readonly ErrorCode Field = new("E_JSON_FIELD", ErrorClass.Malformed);
}
