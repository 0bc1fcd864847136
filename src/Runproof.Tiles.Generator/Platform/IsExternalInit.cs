namespace System.Runtime.CompilerServices;

/// <summary>What records need of a newer platform than the compiler runs generators on.</summary>
internal static class IsExternalInit;
