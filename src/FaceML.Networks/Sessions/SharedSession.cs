using System.Collections.Concurrent;
using Microsoft.ML.OnnxRuntime;

namespace FaceML.Networks;

/// <summary>
/// One ONNX Runtime session a network, file state and set of options in a process, however many objects use it:
/// counted by reference, ended by the last that lets go. Runs count as users, so nothing is torn down under a run.
/// </summary>
internal sealed class SharedSession
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<Key, SharedSession> Sessions = [];

    private readonly Key key;
    private readonly ConcurrentBag<RunBuffers>?[] idle = new ConcurrentBag<RunBuffers>?[OnnxNetwork.MaxBatch + 1]; // by images a run
    private readonly Lazy<MadeSession> made;
    private int users;

    private SharedSession(Key key, byte[]? content)
    {
        this.key = key;
        made = new(() => SessionFactory.Create(key.Card, key.File.Path, key.Options, content));
    }

    internal InferenceSession Session => made.Value.Session;

    internal ExecutionProvider Provider => made.Value.Provider;

    internal string? FallbackReason => made.Value.FallbackReason;

    internal RunOptions RunOptions { get; } = new();

    internal FirstRuns FirstRuns { get; } = new();

    internal NetworkCard Card => key.Card;

    /// <summary>Sessions that are open in this process.</summary>
    internal static int Count
    {
        get
        {
            lock (Gate)
            {
                return Sessions.Count;
            }
        }
    }

    internal static SharedSession Acquire(NetworkCard card, string path, NetworkOptions options) =>
        Acquire(new(NetworkFile.Identity.Of(card, path), card, options), null);

    internal static SharedSession Acquire(NetworkCard card, byte[] content, NetworkOptions options)
    {
        NetworkFile.Check(card, content);
        return Acquire(new(NetworkFile.Identity.OfContent(card), card, options), content);
    }

    // Made outside of the gate, so that different networks load side by side; who wants the same one waits for the first.
    private static SharedSession Acquire(Key key, byte[]? content)
    {
        SharedSession? session;
        lock (Gate)
        {
            if (!Sessions.TryGetValue(key, out session))
            {
                session = new SharedSession(key, content);
                Sessions.Add(key, session);
            }

            session.users++;
        }

        try
        {
            _ = session.made.Value;
            return session;
        }
        catch
        {
            session.Release();
            throw;
        }
    }

    /// <summary>Counts one more user; false when the last has already gone.</summary>
    internal bool TryAddUser()
    {
        lock (Gate)
        {
            if (users == 0)
            {
                return false;
            }

            users++;
            return true;
        }
    }

    internal void Release()
    {
        lock (Gate)
        {
            if (--users > 0)
            {
                return;
            }

            Sessions.Remove(key);
        }

        RunOptions.Dispose();
        if (!made.IsValueCreated)
        {
            return; // it did not load
        }

        foreach (RunBuffers buffers in idle.OfType<ConcurrentBag<RunBuffers>>().SelectMany(bag => bag))
        {
            buffers.Dispose();
        }

        Session.Dispose();
    }

    internal RunBuffers Rent(int batch, int width, int height)
    {
        if (Card.Input.Resizing is null && Volatile.Read(ref idle[batch]) is { } bag && bag.TryTake(out RunBuffers? buffers))
        {
            return buffers;
        }

        if (Provider == ExecutionProvider.Cpu)
        {
            return new RunBuffers(this, batch, width, height);
        }

        // Binding copies to the device.
        RunBuffers? made = null;
        FirstRuns.Beside(() => made = new RunBuffers(this, batch, width, height));
        return made!;
    }

    internal void Return(RunBuffers buffers)
    {
        // Without a fixed size the next run requires another one: nothing is kept.
        if (Card.Input.Resizing is not null)
        {
            buffers.Dispose();
            return;
        }

        ConcurrentBag<RunBuffers> bag = LazyInitializer.EnsureInitialized(ref idle[buffers.Batch], static () => []);
        if (bag.Count < Environment.ProcessorCount * 2)
        {
            bag.Add(buffers);
        }
        else
        {
            buffers.Dispose();
        }
    }

    // The card is compared by its content: two cards that differ in anything get sessions of their own. Written as text only where two
    // sessions could be one.
    private sealed record Key(NetworkFile.Identity File, NetworkCard Card, NetworkOptions Options)
    {
        public bool Equals(Key? other) => other is not null && File.Equals(other.File) && Options == other.Options
            && (ReferenceEquals(Card, other.Card) || Card.ToJson() == other.Card.ToJson());

        public override int GetHashCode() => HashCode.Combine(File.Path, Card.Sha256, Options);
    }
}
