using FaceML.Vision;
using Microsoft.ML.OnnxRuntime;

namespace FaceML.Networks;

/// <summary>A session over any ONNX file: its inputs and outputs as columns see them. Safe to share between threads.</summary>
internal sealed class OnnxFile : IDisposable
{
    private readonly InferenceSession session;
    private readonly RunOptions runOptions = new();

    private OnnxFile(string name, InferenceSession session)
    {
        Name = name;
        this.session = session;
        Inputs = [.. session.InputNames.Select(n => new OnnxPort(name, n, session.InputMetadata[n]))];
        Outputs = [.. session.OutputNames.Select(n => new OnnxPort(name, n, session.OutputMetadata[n]))];
    }

    public string Name { get; }

    public IReadOnlyList<OnnxPort> Inputs { get; }

    public IReadOnlyList<OnnxPort> Outputs { get; }

    /// <summary>Whether one run takes several rows: the first dimension of every input and output is left open, the others are known.</summary>
    public bool TakesBatches => Inputs.All(p => p.IsBatch) && Outputs.All(p => p.IsBatch);

    /// <exception cref="NetworkException">ONNX Runtime does not load it, or it has inputs or outputs that no column can hold.</exception>
    public static OnnxFile Open(string name, byte[] content, NetworkOptions? options)
    {
        options ??= new NetworkOptions();
        options.Check();
        using SessionOptions sessionOptions = SessionFactory.Options(name, options, out _);
        InferenceSession session;
        try
        {
            session = new InferenceSession(content, sessionOptions);
        }
        catch (OnnxRuntimeException e)
        {
            throw new NetworkException(name, $"ONNX Runtime does not load it: {e.Message}", e);
        }

        try
        {
            return new OnnxFile(name, session);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Runs it once.</summary>
    /// <exception cref="NetworkException">ONNX Runtime failed.</exception>
    public IDisposableReadOnlyCollection<OrtValue> Run(string[] inputNames, OrtValue[] inputs, string[] outputNames)
    {
        try
        {
            return session.Run(runOptions, inputNames, inputs, outputNames);
        }
        catch (OnnxRuntimeException e)
        {
            throw new NetworkException(Name, $"the run failed: {e.Message}", e);
        }
    }

    public void Dispose()
    {
        session.Dispose();
        runOptions.Dispose();
    }
}
