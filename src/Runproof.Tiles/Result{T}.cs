namespace Runproof.Tiles;

/// <summary>
/// A value, or the reason why there is none. A tile that returns a failure ends the run with it: the failure is an outcome that the run commits to, not a fault.
/// </summary>
/// <typeparam name="T">The type of the value.</typeparam>
public readonly struct Result<T>
{
    private readonly T _value;
    private readonly string? _error;

    internal Result(T value)
    {
        _value = value;
        _error = null;
    }

    internal Result(string error, bool isFailure)
    {
        _value = default!;
        _error = isFailure ? error ?? throw new ArgumentNullException(nameof(error)) : null;
    }

    /// <summary>Whether there is a value.</summary>
    public bool IsOk => _error is null;

    /// <summary>The value; the default one of a failure.</summary>
    public T Value => _value;

    /// <summary>Why there is no value; empty where there is one.</summary>
    public string Error => _error ?? "";

    /// <summary>A success.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator Result<T>(T value) => new(value);
}
