namespace FaceML.Saving;

/// <summary>Writes a run of ML.NET's own stages as a model zip, and makes sure that ML.NET brings back the same.</summary>
internal static class MLNetWriter
{
    /// <param name="context">The context that saves and loads.</param>
    /// <param name="part">The run.</param>
    /// <param name="position">The place of its first stage in the flat chain, from 1.</param>
    /// <param name="input">The schema at that point.</param>
    /// <param name="entry">The entry that the zip will have.</param>
    /// <exception cref="UnsavableStageException">A stage of the run cannot be saved.</exception>
    public static (byte[] Zip, MLNetSettings Settings) Write(
        MLContext context, MLNetPart part, int position, DataViewSchema input, string entry)
    {
        CheckStages(part, position, input);
        DataViewSchema narrow = part.Inputs(input);
        byte[] zip = Save(context, part, position, Writable(narrow));
        MLNetArchive archive;
        try
        {
            archive = MLNetArchive.Read("the model zip of ML.NET's", entry, zip, ArchiveLimits.Default);
        }
        catch (SavedPipelineException e)
        {
            throw Unsavable(part, position, $"what ML.NET writes of it would not be loaded again: {e.Message}", e);
        }

        CheckComesBack(context, part, position, input, zip);
        var settings = new MLNetSettings(
            entry, ArchiveWriter.Hash(zip), [.. part.Transformers.Select(MLNetStages.ShortNameOf)], archive.Loaders,
            [.. narrow.Select(c => c.Name)], [.. part.Outputs(input)]);
        return (zip, settings);
    }

    private static void CheckStages(MLNetPart part, int position, DataViewSchema input)
    {
        DataViewSchema schema = input;
        for (int i = 0; i < part.Transformers.Count; i++)
        {
            ITransformer stage = part.Transformers[i];
            string name = MLNetStages.NameOf(stage);
            if (!MLNetStages.IsOwn(stage))
            {
                throw new UnsavableStageException(name, position + i,
                    "it is neither FaceML's nor ML.NET's own, and ML.NET's loader does not bring back types of others. Write it as a "
                        + "CustomMapping with a contract name, or apply it to the data before or to the result after.");
            }

            if (!stage.IsRowToRowMapper)
            {
                throw new UnsavableStageException(
                    name, position + i, "it does not map rows one by one, which serving requires. Apply it to the data before.");
            }

            try
            {
                schema = stage.GetOutputSchema(schema);
            }
            catch (Exception e)
            {
                throw new UnsavableStageException(name, position + i, string.Create(CultureInfo.InvariantCulture,
                    $"it does not accept the columns as the file can name them: {e.Message} Key values and slot names of input columns "
                        + $"are not saved: make keys inside the chain, with MapValueToKey."), e);
            }
        }
    }

    // ML.NET writes the types it knows, and at least one column. Nothing reads its schema back: the manifest has FaceML's own.
    private static DataViewSchema Writable(DataViewSchema narrow)
    {
        var builder = new DataViewSchema.Builder();
        DataViewSchema.Column[] known = [.. narrow.Where(c => c.Type is PrimitiveDataViewType or VectorDataViewType)];
        foreach (DataViewSchema.Column column in known)
        {
            builder.AddColumn(column.Name, column.Type, column.Annotations);
        }

        if (known.Length == 0)
        {
            builder.AddColumn("Nothing", BooleanDataViewType.Instance);
        }

        return builder.ToSchema();
    }

    private static byte[] Save(MLContext context, MLNetPart part, int position, DataViewSchema narrow)
    {
        try
        {
            using var stream = new MemoryStream();
            context.Model.Save(part.Chain, narrow, stream);
            return MLNetArchive.Repack(stream);
        }
        catch (Exception e)
        {
            // The zip of the whole run says what went wrong, not where: each stage alone does.
            for (int i = 0; i < part.Transformers.Count; i++)
            {
                try
                {
                    context.Model.Save(part.Transformers[i], null, new MemoryStream());
                }
                catch (Exception alone)
                {
                    throw new UnsavableStageException(MLNetStages.NameOf(part.Transformers[i]), position + i,
                        $"ML.NET says: {Innermost(alone).Message.TrimEnd('.')}. {Advice(part.Transformers[i])}", alone);
                }
            }

            throw Unsavable(part, position, $"ML.NET says: {Innermost(e).Message}", e);
        }
    }

    private static void CheckComesBack(MLContext context, MLNetPart part, int position, DataViewSchema input, byte[] zip)
    {
        MLNetPart loaded;
        try
        {
            loaded = new MLNetPart([.. MLNetStages.Flatten(context.Model.Load(new MemoryStream(zip, writable: false), out _))]);
        }
        catch (Exception e)
        {
            int custom = part.Transformers.TakeWhile(stage => !IsCustomMapping(stage)).Count();
            ITransformer stage = part.Transformers[custom < part.Transformers.Count ? custom : 0];
            throw new UnsavableStageException(MLNetStages.NameOf(stage), position + (custom < part.Transformers.Count ? custom : 0),
                $"ML.NET cannot load what it wrote: {Innermost(e).Message.TrimEnd('.')}. {Advice(stage)}", e);
        }

        using (loaded)
        {
            string Text(MLNetPart of) =>
                string.Join(", ", of.GetOutputSchema(input).Where(c => !c.IsHidden).Select(c => $"{c.Name}: {c.Type}"));
            if (Text(part) != Text(loaded))
            {
                throw Unsavable(part, position, $"it comes back with the columns [{Text(loaded)}] instead of [{Text(part)}]");
            }

            if (GoldenNumbers.Difference(part.ProbeOrNothing(input), loaded.ProbeOrNothing(input)) is { } difference)
            {
                throw Unsavable(part, position, $"it computes other numbers when it has been loaded again ({difference}).");
            }
        }
    }

    private static string Advice(ITransformer stage) => IsCustomMapping(stage)
        ? "Give the mapping a contract name, and a class with [CustomMappingFactoryAttribute(contract)] that derives from "
            + "CustomMappingFactory in the same assembly."
        : "Apply it to the data before, or to the result after.";

    private static bool IsCustomMapping(ITransformer stage) =>
        MLNetStages.ShortNameOf(stage).Contains("CustomMapping", StringComparison.Ordinal);

    private static UnsavableStageException Unsavable(MLNetPart part, int position, string reason, Exception? inner = null) =>
        new(string.Join(", ", part.Transformers.Select(MLNetStages.NameOf)), position, reason, inner);

    private static Exception Innermost(Exception e) => e.InnerException is null ? e : Innermost(e.InnerException);
}
