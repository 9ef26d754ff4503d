using System.Security.Cryptography;

namespace FaceML.Galleries;

/// <summary>
/// Persons with their templates: enroll, search, verify, erase. A gallery belongs to one recipe and one dimension and knows embeddings, no
/// images or networks.
/// </summary>
/// <remarks>
/// <para>Thread-safe: searches run beside each other; changes are made one after the other, also those of other processes on the same
/// store. Every call sees all changes that were
/// acknowledged before it began, whoever made them.</para>
/// <para>A change is acknowledged by the return of the call. What was acknowledged survives the end of the process; what was not has left
/// nothing behind.</para>
/// </remarks>
public sealed partial class Gallery : IDisposable
{
    private const float UnitTolerance = 1e-3f;
    private const float LongestCompensated = 1.2f;
    private const string RenewalPurpose = "renewable templates";

    private readonly IGalleryStore store;
    private readonly GalleryOptions options;
    private readonly TemplateSealer sealer;
    private readonly ReaderWriterLockSlim gate = new();
    private readonly Lock writing = new();
    private GalleryMirror mirror;
    private RenewableTransform? transform;
    private string? renewalKeyId;
    private bool disposed;

    private Gallery(IGalleryStore store, StoredGallery stored, GalleryOptions options)
    {
        (this.store, this.options, Definition, Created) = (store, options, stored.Definition, stored.Created);
        ReceiptPublicKey = stored.ReceiptPublicKey;
        sealer = new TemplateSealer(Definition, options.Keys);
        mirror = NewMirror();
    }

    /// <summary>What the gallery was made with.</summary>
    public GalleryDefinition Definition { get; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset Created { get; }

    /// <summary>What its receipts are verified with: an ECDSA P-256 public key as SubjectPublicKeyInfo.</summary>
    public ReadOnlyMemory<byte> ReceiptPublicKey { get; }

    /// <summary>The number of persons.</summary>
    public int PersonCount => Read(() => mirror.PersonCount);

    /// <summary>The number of templates.</summary>
    public int TemplateCount => Read(() => mirror.TemplateCount);

    /// <summary>Makes a gallery in an empty store. The gallery owns the store from here on.</summary>
    /// <param name="store">A store without a gallery.</param>
    /// <param name="definition">What the gallery is.</param>
    /// <param name="options">How it is used; null for the defaults.</param>
    /// <exception cref="GalleryException">The definition is not valid, the store holds a gallery, or a key is missing.</exception>
    public static Gallery Create(IGalleryStore store, GalleryDefinition definition, GalleryOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(definition);
        options ??= new GalleryOptions();
        options.Validate();
        definition.Validate();
        RequireSearchable(definition, options);
        if (definition.Renewable && options.Keys is null)
        {
            throw new GalleryException(GalleryError.KeyUnavailable, "A gallery of renewable templates requires keys; none were given.");
        }

        using (IGallerySession session = store.Begin(write: true))
        {
            if (session.ReadGallery() is { } there)
            {
                throw new GalleryException(
                    GalleryError.AlreadyExists, $"{store.Location} must be empty; it holds the gallery {there.Definition.Id}.");
            }

            using ECDsa signer = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            byte[] secret = signer.ExportPkcs8PrivateKey();
            DateTimeOffset now = options.Clock.GetUtcNow();
            session.WriteGallery(new StoredGallery(
                definition, now, NextPerson: 1, NextTemplate: 1, definition.Renewable ? options.Keys!.CurrentId : null,
                signer.ExportSubjectPublicKeyInfo(), SecretBox.Seal(secret, options.Keys, definition.Id)));
            CryptographicOperations.ZeroMemory(secret);
            session.Append(AuditEntry.After(null, now, AuditAction.Created, person: 0));
            session.Commit();
        }

        return Open(store, options);
    }

    /// <summary>Opens the gallery of a store. The gallery owns the store from here on.</summary>
    /// <param name="store">A store with a gallery.</param>
    /// <param name="options">How it is used; null for the defaults.</param>
    /// <exception cref="GalleryException">There is no gallery, it is damaged, or its key is missing or wrong.</exception>
    public static Gallery Open(IGalleryStore store, GalleryOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        options ??= new GalleryOptions();
        options.Validate();
        StoredGallery stored;
        using (IGallerySession session = store.Begin(write: false))
        {
            stored = session.ReadGallery()
                ?? throw new GalleryException(GalleryError.NotFound, $"There is no gallery in {store.Location}.");
        }

        RequireSearchable(stored.Definition, options);
        // A wrong key is to be said now, not with the first template.
        CryptographicOperations.ZeroMemory(SecretBox.Open(stored.ReceiptPrivateKey, options.Keys, stored.Definition.Id));
        Gallery gallery = new(store, stored, options);
        try
        {
            gallery.Synchronize();
            return gallery;
        }
        catch
        {
            gallery.DisposeWithoutStore();
            throw;
        }
    }

    /// <summary>Makes a gallery in a new SQLite file: <see cref="SqliteGalleryStore.Create"/> and <see cref="Create"/>.</summary>
    /// <exception cref="GalleryException">There is such a file, it cannot be made, or the definition is not valid.</exception>
    public static Gallery CreateFile(string path, GalleryDefinition definition, GalleryOptions? options = null)
    {
        SqliteGalleryStore store = SqliteGalleryStore.Create(path);
        try
        {
            return Create(store, definition, options);
        }
        catch
        {
            store.Dispose();
            File.Delete(path);
            throw;
        }
    }

    /// <summary>Opens the gallery of a SQLite file: <see cref="SqliteGalleryStore.Open(string)"/> and <see cref="Open"/>.</summary>
    /// <exception cref="GalleryException">There is no such gallery, it is damaged, or its key is missing or wrong.</exception>
    public static Gallery OpenFile(string path, GalleryOptions? options = null)
    {
        SqliteGalleryStore store = SqliteGalleryStore.Open(path);
        try
        {
            return Open(store, options);
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>Closes the gallery and its store, and overwrites the keys that were derived.</summary>
    public void Dispose()
    {
        if (!disposed)
        {
            FinishIndex();
            DisposeWithoutStore();
            store.Dispose();
        }
    }

    private void DisposeWithoutStore()
    {
        disposed = true;
        mirror.Dispose();
        sealer.Dispose();
        gate.Dispose();
    }

    private GalleryMirror NewMirror(UsearchIndex? index = null, bool comparedByStore = false) =>
        new(Definition.Dimension, Definition.Fusion, Definition.Recipe.Fingerprint, QuantizeAbove, index, comparedByStore);

    private ReadOnlyMemory<float> Checked(ReadOnlyMemory<float> embedding, GalleryRecipe recipe, string what)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        if (!Definition.Recipe.Matches(recipe))
        {
            throw new GalleryException(
                GalleryError.RecipeMismatch,
                $"{what} must be of the recipe {Definition.Recipe}, as the gallery {Definition.Id} is; it is of {recipe}.");
        }

        ReadOnlySpan<float> numbers = embedding.Span;
        if (numbers.Length != Definition.Dimension)
        {
            throw new GalleryException(
                GalleryError.InvalidEmbedding, $"{what} must have {Definition.Dimension} numbers; it has {numbers.Length}.");
        }

        float length = TensorPrimitives.Norm(numbers);
        if (!float.IsFinite(length))
        {
            throw new GalleryException(GalleryError.InvalidEmbedding, $"{what} must have finite numbers; it has one that is not.");
        }

        bool fits = Definition.Length == EmbeddingLength.Unit ? Math.Abs(length - 1) <= UnitTolerance : length <= LongestCompensated;
        return fits ? embedding : throw new GalleryException(GalleryError.InvalidEmbedding, string.Create(CultureInfo.InvariantCulture,
            $"{what} must be of length {(Definition.Length == EmbeddingLength.Unit ? "1" : "1 or shorter")}; it is of length "
            + $"{length:G6}."));
    }

    // What is stored and compared: the embedding itself, or its renewable transform.
    private ReadOnlyMemory<float> Protect(ReadOnlyMemory<float> embedding) =>
        transform is null ? embedding : transform.Apply(embedding.Span);

    private T Read<T>(Func<T> work)
    {
        Synchronize();
        gate.EnterReadLock();
        try
        {
            return work();
        }
        finally
        {
            gate.ExitReadLock();
        }
    }
}
