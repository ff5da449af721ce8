namespace Eseur.Admin.Features.Members.Register;

/// <summary>Whom a person has picked in the register: one by one, or all that a filter finds but those unpicked since.</summary>
public sealed class MemberSelection
{
    private readonly HashSet<int> picked = [];
    private int found;

    /// <summary>All that it finds are picked but the exceptions; null when people were picked one by one.</summary>
    public MemberFilter? All { get; private set; }

    public int Count => All is null ? picked.Count : Math.Max(0, found - picked.Count);

    public bool Contains(int id) => All is null == picked.Contains(id);

    public void Toggle(int id)
    {
        if (!picked.Remove(id))
            picked.Add(id);
    }

    /// <param name="filter">Whom.</param>
    /// <param name="count">How many it finds now; an act asks it anew.</param>
    public void PickAll(MemberFilter filter, int count)
    {
        picked.Clear();
        (All, found) = (filter, count);
    }

    public void Clear()
    {
        picked.Clear();
        All = null;
    }

    /// <summary>The numbers of the picked cards, for an act or an export.</summary>
    public async Task<int[]> IdsAsync(MemberRegister register, CancellationToken cancel = default) =>
        All is null ? [.. picked.Order()] : [.. (await register.IdsAsync(All, cancel)).Where(id => !picked.Contains(id))];
}
