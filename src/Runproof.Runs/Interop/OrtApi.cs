using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Runproof.Runs.Interop;

/// <summary>
/// The functions of ONNX Runtime's C API that Runproof calls. The library hands out one table of function pointers, to which versions only
/// append; the number beside each function is its place in that table. A function that can fail returns a status, which is null on success and is
/// owned by the caller otherwise.
/// </summary>
internal sealed unsafe class OrtApi
{
    /// <summary>Version of the table that is asked for: that of ONNX Runtime 1.17.</summary>
    public const int Version = 17;

    public readonly delegate* unmanaged<nint, int> GetErrorCode;
    public readonly delegate* unmanaged<nint, byte*> GetErrorMessage;
    public readonly delegate* unmanaged<int, byte*, out nint, nint> CreateEnv;
    public readonly delegate* unmanaged<nint, nint> DisableTelemetryEvents;
    public readonly delegate* unmanaged<nint, byte*, nint, out nint, nint> CreateSession;
    public readonly delegate* unmanaged<nint, byte*, nuint, nint, out nint, nint> CreateSessionFromArray;
    public readonly delegate* unmanaged<nint, nint, byte**, nint*, nuint, byte**, nuint, nint*, nint> Run;
    public readonly delegate* unmanaged<out nint, nint> CreateSessionOptions;
    public readonly delegate* unmanaged<nint, int, nint> SetSessionExecutionMode;
    public readonly delegate* unmanaged<nint, int, nint> SetSessionLogSeverityLevel;
    public readonly delegate* unmanaged<nint, int, nint> SetSessionGraphOptimizationLevel;
    public readonly delegate* unmanaged<nint, int, nint> SetIntraOpNumThreads;
    public readonly delegate* unmanaged<nint, int, nint> SetInterOpNumThreads;
    public readonly delegate* unmanaged<nint, out nuint, nint> SessionGetInputCount;
    public readonly delegate* unmanaged<nint, out nuint, nint> SessionGetOutputCount;
    public readonly delegate* unmanaged<nint, nuint, out nint, nint> SessionGetInputTypeInfo;
    public readonly delegate* unmanaged<nint, nuint, out nint, nint> SessionGetOutputTypeInfo;
    public readonly delegate* unmanaged<nint, nuint, nint, out byte*, nint> SessionGetInputName;
    public readonly delegate* unmanaged<nint, nuint, nint, out byte*, nint> SessionGetOutputName;
    public readonly delegate* unmanaged<out nint, nint> CreateRunOptions;
    public readonly delegate* unmanaged<nint, nint> RunOptionsSetTerminate;
    public readonly delegate* unmanaged<nint, void*, nuint, long*, nuint, int, out nint, nint> CreateTensorWithDataAsOrtValue;
    public readonly delegate* unmanaged<nint, out int, nint> IsTensor;
    public readonly delegate* unmanaged<nint, out byte*, nint> GetTensorMutableData;
    public readonly delegate* unmanaged<nint, out nint, nint> CastTypeInfoToTensorInfo;
    public readonly delegate* unmanaged<nint, out int, nint> GetOnnxTypeFromTypeInfo;
    public readonly delegate* unmanaged<nint, out int, nint> GetTensorElementType;
    public readonly delegate* unmanaged<nint, out nuint, nint> GetDimensionsCount;
    public readonly delegate* unmanaged<nint, long*, nuint, nint> GetDimensions;
    public readonly delegate* unmanaged<nint, byte**, nuint, nint> GetSymbolicDimensions;
    public readonly delegate* unmanaged<nint, out nint, nint> GetTensorTypeAndShape;
    public readonly delegate* unmanaged<int, int, out nint, nint> CreateCpuMemoryInfo;
    public readonly delegate* unmanaged<nint, void*, nint> AllocatorFree;
    public readonly delegate* unmanaged<out nint, nint> GetAllocatorWithDefaultOptions;
    public readonly delegate* unmanaged<nint, void> ReleaseStatus;
    public readonly delegate* unmanaged<nint, void> ReleaseSession;
    public readonly delegate* unmanaged<nint, void> ReleaseValue;
    public readonly delegate* unmanaged<nint, void> ReleaseRunOptions;
    public readonly delegate* unmanaged<nint, void> ReleaseTypeInfo;
    public readonly delegate* unmanaged<nint, void> ReleaseTensorTypeAndShapeInfo;
    public readonly delegate* unmanaged<nint, void> ReleaseSessionOptions;
    public readonly delegate* unmanaged<nint, byte*, byte*, nint> AddSessionConfigEntry;

    private OrtApi(void** table, string version)
    {
        LibraryVersion = version;

        // SAFETY: the table has at least the functions of version 17, since the library granted that version; the numbers stay below its length.
        GetErrorCode = (delegate* unmanaged<nint, int>)table[1];
        GetErrorMessage = (delegate* unmanaged<nint, byte*>)table[2];
        CreateEnv = (delegate* unmanaged<int, byte*, out nint, nint>)table[3];
        DisableTelemetryEvents = (delegate* unmanaged<nint, nint>)table[6];
        CreateSession = (delegate* unmanaged<nint, byte*, nint, out nint, nint>)table[7];
        CreateSessionFromArray = (delegate* unmanaged<nint, byte*, nuint, nint, out nint, nint>)table[8];
        Run = (delegate* unmanaged<nint, nint, byte**, nint*, nuint, byte**, nuint, nint*, nint>)table[9];
        CreateSessionOptions = (delegate* unmanaged<out nint, nint>)table[10];
        SetSessionExecutionMode = (delegate* unmanaged<nint, int, nint>)table[13];
        SetSessionLogSeverityLevel = (delegate* unmanaged<nint, int, nint>)table[22];
        SetSessionGraphOptimizationLevel = (delegate* unmanaged<nint, int, nint>)table[23];
        SetIntraOpNumThreads = (delegate* unmanaged<nint, int, nint>)table[24];
        SetInterOpNumThreads = (delegate* unmanaged<nint, int, nint>)table[25];
        SessionGetInputCount = (delegate* unmanaged<nint, out nuint, nint>)table[30];
        SessionGetOutputCount = (delegate* unmanaged<nint, out nuint, nint>)table[31];
        SessionGetInputTypeInfo = (delegate* unmanaged<nint, nuint, out nint, nint>)table[33];
        SessionGetOutputTypeInfo = (delegate* unmanaged<nint, nuint, out nint, nint>)table[34];
        SessionGetInputName = (delegate* unmanaged<nint, nuint, nint, out byte*, nint>)table[36];
        SessionGetOutputName = (delegate* unmanaged<nint, nuint, nint, out byte*, nint>)table[37];
        CreateRunOptions = (delegate* unmanaged<out nint, nint>)table[39];
        RunOptionsSetTerminate = (delegate* unmanaged<nint, nint>)table[46];
        CreateTensorWithDataAsOrtValue = (delegate* unmanaged<nint, void*, nuint, long*, nuint, int, out nint, nint>)table[49];
        IsTensor = (delegate* unmanaged<nint, out int, nint>)table[50];
        GetTensorMutableData = (delegate* unmanaged<nint, out byte*, nint>)table[51];
        CastTypeInfoToTensorInfo = (delegate* unmanaged<nint, out nint, nint>)table[55];
        GetOnnxTypeFromTypeInfo = (delegate* unmanaged<nint, out int, nint>)table[56];
        GetTensorElementType = (delegate* unmanaged<nint, out int, nint>)table[60];
        GetDimensionsCount = (delegate* unmanaged<nint, out nuint, nint>)table[61];
        GetDimensions = (delegate* unmanaged<nint, long*, nuint, nint>)table[62];
        GetSymbolicDimensions = (delegate* unmanaged<nint, byte**, nuint, nint>)table[63];
        GetTensorTypeAndShape = (delegate* unmanaged<nint, out nint, nint>)table[65];
        CreateCpuMemoryInfo = (delegate* unmanaged<int, int, out nint, nint>)table[69];
        AllocatorFree = (delegate* unmanaged<nint, void*, nint>)table[76];
        GetAllocatorWithDefaultOptions = (delegate* unmanaged<out nint, nint>)table[78];
        ReleaseStatus = (delegate* unmanaged<nint, void>)table[93];
        ReleaseSession = (delegate* unmanaged<nint, void>)table[95];
        ReleaseValue = (delegate* unmanaged<nint, void>)table[96];
        ReleaseRunOptions = (delegate* unmanaged<nint, void>)table[97];
        ReleaseTypeInfo = (delegate* unmanaged<nint, void>)table[98];
        ReleaseTensorTypeAndShapeInfo = (delegate* unmanaged<nint, void>)table[99];
        ReleaseSessionOptions = (delegate* unmanaged<nint, void>)table[100];
        AddSessionConfigEntry = (delegate* unmanaged<nint, byte*, byte*, nint>)table[130];
    }

    /// <summary>Version of the library, such as <c>1.30.0</c>.</summary>
    public string LibraryVersion { get; }

    /// <summary>Asks the library for its table.</summary>
    /// <param name="getApiBase">Address of the exported <c>OrtGetApiBase</c>.</param>
    /// <param name="api">The functions, where the library offers <see cref="Version"/>.</param>
    /// <param name="found">The library's own version.</param>
    public static bool TryCreate(nint getApiBase, [NotNullWhen(true)] out OrtApi? api, out string found)
    {
        // SAFETY: OrtGetApiBase takes nothing and returns a static struct of two function pointers: GetApi and GetVersionString.
        void** entry = (void**)((delegate* unmanaged<nint>)getApiBase)();
        found = Marshal.PtrToStringUTF8((nint)((delegate* unmanaged<byte*>)entry[1])()) ?? "of an unknown version";
        void** table = (void**)((delegate* unmanaged<uint, nint>)entry[0])(Version);
        api = table is null ? null : new OrtApi(table, found);
        return api is not null;
    }
}
