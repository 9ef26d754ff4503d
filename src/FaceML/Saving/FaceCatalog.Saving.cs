namespace FaceML;

public sealed partial class FaceCatalog
{
    /// <summary>Saves a fitted chain as one file, its networks inside. The same model gives the same bytes.</summary>
    /// <remarks>The chain may hold ML.NET's own stages in any order: each run of them is saved as ML.NET's own model zip inside the
    /// file.</remarks>
    /// <typeparam name="TLastTransformer">The chain's last stage.</typeparam>
    /// <param name="model">The chain. Stages that are for training only are left out.</param>
    /// <param name="inputSchema">The schema of the data that it was fitted on.</param>
    /// <param name="path">The file, usually <c>*.faceml</c>. Written under a temporary name and renamed: a file of that name is replaced
    /// whole or not at all.</param>
    /// <param name="options">What goes in beside the stages; null for the defaults.</param>
    /// <exception cref="UnsavableStageException">A stage is neither FaceML's nor ML.NET's, or ML.NET cannot write and load it.</exception>
    /// <exception cref="Columns.FaceColumnException">The schema is not one that the chain works on.</exception>
    public void Save<TLastTransformer>(
        TransformerChain<TLastTransformer> model, DataViewSchema inputSchema, string path, SaveOptions? options = null)
        where TLastTransformer : class, ITransformer
    {
        ArgumentNullException.ThrowIfNull(model);
        Save((ITransformer)model.GetModelFor(TransformerScope.Scoring), inputSchema, path, options);
    }

    /// <inheritdoc cref="Save{TLastTransformer}(TransformerChain{TLastTransformer}, DataViewSchema, string, SaveOptions)"/>
    public void Save(ITransformer model, DataViewSchema inputSchema, string path, SaveOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(inputSchema);
        ArgumentException.ThrowIfNullOrEmpty(path);
        PipelineWriter.Write(Context, Parts(model), inputSchema, path, options ?? new SaveOptions());
    }

    /// <summary>
    /// Loads a saved pipeline. Everything in the file is checked before anything of it is used; no type name in it is instantiated, except
    /// by ML.NET's loader in parts that the manifest declares as ML.NET's.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="inputSchema">The schema that it was saved with.</param>
    /// <param name="options">How it is loaded; null for the defaults.</param>
    /// <returns>The chain. Dispose it to released its networks.</returns>
    /// <exception cref="SavedPipelineException">The file is missing, damaged, of an unknown version, not safe, or does not reproduce its
    /// stored numbers. Nothing was loaded.</exception>
    public TransformerChain<ITransformer> Load(string path, out DataViewSchema inputSchema, LoadOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        LoadedPipeline pipeline = Open(path, options ?? new LoadOptions());
        inputSchema = pipeline.InputSchema;
        return new TransformerChain<ITransformer>(pipeline.Stages);
    }

    /// <summary>Loads a saved pipeline with what its manifest says; the log names networks that fell back to the processor.</summary>
    internal LoadedPipeline Open(string path, LoadOptions options)
    {
        LoadedPipeline pipeline = PipelineReader.Load(path, options, Context);
        FallbackLog.Write(Context, pipeline.Stages);
        return pipeline;
    }

    /// <summary>
    /// Writes the embedding network of a chain and the head trained behind it as one ONNX file, and its card beside it (<c>*.json</c>): a
    /// network like those that FaceML ships, for <c>faceml networks add</c>, <see cref="Networks.NetworkInstaller"/> or any other runtime.
    /// </summary>
    /// <param name="model">A fitted chain with an <c>Embed</c> stage and one <c>Trainers.MetricHead</c> behind it.</param>
    /// <param name="name">The new network's name: lower-case letters, digits, dots and hyphens, at most 64.</param>
    /// <param name="path">The file, usually <c>*.onnx</c>; replaced whole or not at all.</param>
    /// <returns>The card.</returns>
    /// <exception cref="ArgumentException">The chain is not of that kind.</exception>
    /// <exception cref="Networks.NetworkException">The network cannot be extended.</exception>
    public Networks.NetworkCard ExportNetwork(ITransformer model, string name, string path)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Training.FaceNetworkExport.Write([.. MLNetStages.Flatten(model).Select(Own)], name, path);
    }

    private static FaceTransformer Own(ITransformer stage) => stage as FaceTransformer
        ?? throw new NotSupportedException(
            $"A network is exported from FaceML's stages only; {MLNetStages.NameOf(stage)} is none. Export the chain before it is "
                + $"appended.");

    // What the file holds is the flat order, neighbors that are not FaceML's together.
    private static List<PipelinePart> Parts(ITransformer model)
    {
        List<PipelinePart> parts = [];
        List<ITransformer> run = [];
        foreach (ITransformer stage in MLNetStages.Flatten(model))
        {
            if (stage is not FaceTransformer own)
            {
                run.Add(stage);
                continue;
            }

            Close();
            parts.Add(new FacePart(own));
        }

        Close();
        return parts;

        void Close()
        {
            if (run.Count > 0)
            {
                parts.Add(new MLNetPart([.. run]));
                run.Clear();
            }
        }
    }
}
