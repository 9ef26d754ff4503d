namespace Microsoft.ML;

/// <summary>Something that can be part of a saved model.</summary>
public interface ICanSaveModel
{
    /// <summary>Writes itself into a model that is being saved.</summary>
    void Save(ModelSaveContext ctx);
}
