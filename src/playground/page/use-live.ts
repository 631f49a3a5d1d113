import { useEffect, useRef, useState } from 'react'
import type { News } from '../page-types.js'

/** Calls back with whose screens changed. Gives false while the connection is lost. */
export function useLive(onNews: (news: News[]) => void, onBack: () => void): boolean {
  const [connected, setConnected] = useState(true)
  const latest = useRef({ onNews, onBack })
  latest.current = { onNews, onBack }
  useEffect(() => {
    const source = new EventSource('/playground/api/events')
    let lost = false
    source.onmessage = (event) => latest.current.onNews(JSON.parse(String(event.data)) as News[])
    source.onopen = () => {
      setConnected(true)
      if (lost) latest.current.onBack()
      lost = false
    }
    source.onerror = () => {
      lost = true
      setConnected(false)
    }
    return () => source.close()
  }, [])
  return connected
}
