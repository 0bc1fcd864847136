namespace Runproof.Tiles;

/// <summary>Makes results whose type the compiler infers.</summary>
public static class Result
{
    /// <summary>A success.</summary>
    /// <param name="value">The value.</param>
    /// <typeparam name="T">The type of the value.</typeparam>
    public static Result<T> Ok<T>(T value) => new(value);

    /// <summary>A failure.</summary>
    /// <param name="error">Why; a failure with this text is part of what the run commits to.</param>
    /// <typeparam name="T">The type that a success would have.</typeparam>
    public static Result<T> Err<T>(string error) => new(error, isFailure: true);
}
